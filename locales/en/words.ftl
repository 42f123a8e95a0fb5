# Words used everywhere
status-done = Done
status-on-track = On track
status-delayed = Delayed
status-not-started = Not started
status-no-change = No change this month

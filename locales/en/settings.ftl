# A setting that stops the start: which one, what is wrong, what to do. One line each.

setting-refused = { $name }: { $what }
setting-unknown = there is no such setting; check the name (capitals only) against docs/operations.md
setting-malformed = is malformed; write it as docs/operations.md shows
setting-given-twice = given both as it is and in a file; keep one of the two
setting-file-unreadable = the file { $path } cannot be read; check its path and who may read it
setting-file-empty = the file { $path } is empty; write the value into it, or leave the setting out
setting-number = must be a number, as in 20
setting-whole-number = must be a whole number, as in 30
setting-shorter-number = must be a whole number, and a shorter one
setting-boolean = must be true or false
setting-more-than = must be more than { $bound }
setting-less-than = must be less than { $bound }
setting-at-most = must be at most { $bound }
setting-one-of = must be one of these: { $choices }
setting-web-address = must be an http:// or https:// address
setting-user-ids = must be numeric user ids separated by commas, as in 12345,67890 (the bot answers /start with one's own)
setting-token = must look like 123456:ABC…, as given by BotFather; copy it as it is
setting-zone = must be the name of a time zone, like Asia/Shanghai
setting-proxy = must be an http, https or socks5 address, as in socks5://127.0.0.1:1080
setting-listen = must be host:port, as in 127.0.0.1:8443
setting-webhook-secret = must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -
setting-database = must be the sqlite:/// address of a file, as in sqlite:///data/liaison.db
setting-needed-with = is needed with { $other }
setting-robot-form = entry { $place } must look like kind+https://… or kind+https://…#secret=… (a comma in it is written %2C)
setting-robot-kind = entry { $place } has an unknown kind: it must be one of { $kinds }
setting-robot-host = entry { $place } names no host; check the address
setting-robot-twice = entry { $place } is the same address as an earlier one; leave one of them out
setting-robot-fragment = entry { $place } may carry nothing but #secret=… behind its address
setting-robot-unsigned = entry { $place } has a secret, but WeCom's robots do not sign; leave #secret=… out
setting-mail-server = must look like smtp://user:password@host:587 or smtps://…, optionally with ?starttls=off
setting-mail-password = must name both user and password, or neither
setting-mail-sender = must be one address
setting-mail-addresses = must be mail addresses in ASCII (a name may stand before <…>), separated by commas

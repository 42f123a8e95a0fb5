// What the page knows of the sandbox: the overview, and which chats have something unread.

export const world = { state: null, unread: new Map(), zone: "Asia/Shanghai" };

export const chatOf = (key) => world.state?.chats.find((chat) => chat.key === key);

export const nameOf = (chat) => (chat.unit ? `${chat.unit} · ${chat.name}` : chat.name);

const parts = (seconds, options, language) => new Intl.DateTimeFormat(language, { timeZone: world.zone, ...options }).format(new Date(seconds * 1000));

export const clockTime = (seconds, language) => parts(seconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, language);
export const dayName = (seconds, language) => parts(seconds, { year: "numeric", month: "long", day: "numeric", weekday: "short" }, language);
export const dayKey = (seconds) => parts(seconds, { year: "numeric", month: "2-digit", day: "2-digit" }, "sv-SE");

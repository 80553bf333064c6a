/* The chat page. A message that was written is kept with its id in this tab's storage until the server has answered it,
   so that a lost connection, a 503 or a reload sends it again and never twice. Whatever the server says is inserted as text. */

const STORAGE = "convoke.chat";
const KEPT = 200; // messages of the transcript
const PATIENCE = 30_000; // milliseconds for one answer
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds before the next attempt, the last one for ever

const LOOK = 30_000; // milliseconds between looks for notices, while the page is seen

const { endpoint, notices, host } = document.body.dataset;
const words = JSON.parse(document.body.dataset.words); // in the reader's language
const app = document.getElementById("app");
const log = document.getElementById("log");
const status = document.getElementById("status");
const typing = document.getElementById("typing");
const composer = document.getElementById("composer");
const input = document.getElementById("text");

let state = load();
let sending = new AbortController(); // ended when a new conversation starts
let delivering = false;
let looking = false;
let lastPress = { timeStamp: -Infinity, clientX: 0, clientY: 0 };
let wake = () => {}; // ends the pause before the next attempt

/* What is kept: the token, what was said, and what is still to be answered (oldest first). */

function blank() {
  return { token: null, said: [], waiting: [] };
}

function load() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORAGE));
    return kept && Array.isArray(kept.said) && Array.isArray(kept.waiting) ? kept : blank();
  } catch {
    return blank();
  }
}

function keep() {
  state.said.splice(0, state.said.length - KEPT);
  try {
    sessionStorage.setItem(STORAGE, JSON.stringify(state));
  } catch {
    // Storage is switched off or full: the conversation lives as long as the page.
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID(); // not on a page without HTTPS
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* What is seen. */

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(className, text, press) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

function show(entry) {
  if (entry.from === "note") {
    return add(element("p", "note", entry.text));
  }
  const message = element("div", `message ${entry.from}`);
  const bubble = element("p", "bubble");
  bubble.append(element("span", "unseen", `${entry.from === "you" ? words.you : host}: `), entry.text);
  message.append(bubble);
  if (entry.id) message.dataset.id = entry.id;
  if (entry.failure) fail(message, entry.failure);
  add(message);
  if (entry.choices?.length) add(choices(entry));
  return message;
}

function add(made) {
  made.classList.add("new");
  log.insertBefore(made, typing);
  return made;
}

function choices(entry) {
  const group = element("div", "choices");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words.choose);
  for (const { title, payload } of entry.choices) {
    const choice = button("", title, (event) => {
      if (choice.hasAttribute("aria-disabled") || secondOfTwo(event)) return;
      if (event.detail) focusInput(); // pressed by pointer; by keyboard, the next Tab goes on from here
      choice.classList.add("chosen");
      entry.chosen = payload;
      say({ choice: payload }, title);
    });
    if (entry.chosen === payload) choice.classList.add("chosen");
    choice.disabled = Boolean(entry.answered);
    group.append(choice);
  }
  const widest = Math.max(...entry.choices.map(({ title }) => title.length));
  if (entry.choices.length > 5 && widest < 16) group.style.setProperty("--widest", `${widest}ch`); // days and times, in columns
  group.addEventListener("keydown", walk);
  return group;
}

/* Whether this is the second half of a double click, which may meet a choice that has just come under the pointer. */
function secondOfTwo({ detail, timeStamp, clientX, clientY }) {
  const near = Math.hypot(clientX - lastPress.clientX, clientY - lastPress.clientY) < 8;
  const second = detail > 0 && near && timeStamp - lastPress.timeStamp < 400;
  lastPress = { timeStamp, clientX, clientY };
  return second;
}

/* The arrow keys go through the choices of a group, besides Tab; what is written goes to where one writes. */
function walk(event) {
  const written = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (written) input.focus();
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.children];
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  event.preventDefault();
}

/* No choice can be pressed twice. The one that has the focus keeps it until the focus goes on. */
function closeChoices() {
  for (const entry of state.said) if (entry.choices) entry.answered = true;
  for (const choice of log.querySelectorAll(".choices button:enabled")) {
    if (choice === document.activeElement) {
      choice.setAttribute("aria-disabled", "true");
      choice.addEventListener("blur", () => (choice.disabled = true), { once: true });
    } else {
      choice.disabled = true;
    }
  }
}

function messageOf(id) {
  return [...log.querySelectorAll(".message")].find((message) => message.dataset.id === id);
}

function stateOf(message) {
  message.querySelector(".state")?.remove();
  message.classList.remove("failed");
  return message.appendChild(element("div", "state"));
}

function fail(message, sentence) {
  stateOf(message).textContent = `${words.not_sent} ${sentence}`;
  message.classList.add("failed");
}

function showWaiting(id, why, seconds) {
  const sentence = `${why} Trying again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
  const message = messageOf(id) ?? log.querySelector(".opening") ?? add(element("div", "note opening"));
  const line = stateOf(message);
  line.append(element("span", "", sentence), button("quiet", words.try_now, () => wake()));
  if (status.textContent !== why) status.textContent = why;
  scrollToEnd();
}

function showDelivered(id) {
  log.querySelector(".opening")?.remove();
  messageOf(id)?.querySelector(".state")?.remove();
}

function showTyping(on) {
  typing.hidden = !on;
  status.textContent = on ? `${host} is writing…` : "";
  if (on) scrollToEnd();
}

/* To the end, but never past the beginning of `first`. */
function scrollToEnd(first) {
  const start = first ? first.offsetTop - log.offsetTop - 16 : Infinity;
  app.scrollTop = Math.min(app.scrollHeight - app.clientHeight, start);
}

/* What is said. */

function say(content, text) {
  const message = { id: newId(), ...content };
  closeChoices();
  if (text !== undefined) {
    const entry = { from: "you", id: message.id, text };
    state.said.push(entry);
    show(entry);
    if (state.waiting.length) stateOf(messageOf(message.id)).textContent = words.waiting;
  }
  state.waiting.push(message);
  keep();
  scrollToEnd();
  deliver(sending.signal);
}

async function deliver(signal) {
  if (delivering) return;
  delivering = true;
  while (state.waiting.length) {
    const message = state.waiting[0];
    const answer = await answerTo(message, signal);
    if (signal.aborted) return; // another conversation has started, and its own delivery with it
    showDelivered(message.id);
    if (answer.ok) hear(answer);
    else if (answer.status === 401) renew(message);
    else if (answer.status === 400 && message.zone) message.zone = false;
    else refuse(message, answer.sentence);
    keep();
  }
  delivering = false;
}

async function answerTo(message, signal) {
  for (let attempt = 0; ; attempt++) {
    const slow = setTimeout(() => showTyping(true), attempt ? 0 : 250);
    const answer = await post(message, signal);
    clearTimeout(slow);
    if (signal.aborted) return answer;
    showTyping(false);
    if (!answer.again) return answer;
    const seconds = Math.ceil(answer.after ?? PAUSES[Math.min(attempt, PAUSES.length - 1)]);
    showWaiting(message.id, answer.why, seconds);
    await pause(seconds, signal);
    if (signal.aborted) return answer;
  }
}

function pause(seconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000 * (1 + Math.random() / 4));
    wake = () => (clearTimeout(timer), resolve());
    signal.addEventListener("abort", wake, { once: true });
  });
}

async function post(message, signal) {
  const attempt = new AbortController();
  const end = () => attempt.abort();
  const timer = setTimeout(end, PATIENCE);
  signal.addEventListener("abort", end);
  const body = { id: message.id, text: message.text, choice: message.choice, locale: navigator.language || undefined };
  if (state.token) body.conversation = state.token;
  message.zone ??= true;
  if (message.zone) body.timezone = Intl.DateTimeFormat().resolvedOptions().timeZone || undefined;
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: attempt.signal,
    });
    return await read(response);
  } catch {
    return { again: true, why: navigator.onLine ? words.no_connection : words.offline };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

async function read(response) {
  const { status, ok } = response;
  const content = await response.json().catch(() => ({}));
  if (ok && Array.isArray(content.replies)) return { ok, ...content };
  const sentence = typeof content.message === "string" ? content.message : `${words.answered} ${status}.`;
  const again = ok || status === 408 || status === 429 || status >= 500;
  const after = Number(response.headers.get("Retry-After")) || undefined;
  return { ok: false, status, again, after, sentence, why: status === 429 ? sentence : words.cannot_answer };
}

function hear({ conversation, replies }) {
  state.token = conversation;
  const first = tell(replies);
  if (!replies.length) note(words.repeated);
  if (state.waiting.length > 1) closeChoices();
  state.waiting.shift();
  scrollToEnd(first);
}

/* Shows replies, but for notices that have been shown; the first of them. */
function tell(replies) {
  state.seen ??= [];
  const entries = replies
    .filter(({ id }) => !id || !state.seen.includes(id))
    .map(({ text, choices }) => ({ from: "host", text, choices }));
  state.seen.push(...replies.map(({ id }) => id).filter((id) => id && !state.seen.includes(id)));
  state.seen.splice(0, state.seen.length - KEPT);
  state.said.push(...entries);
  return entries.map(show)[0];
}

/* Looks for what is told without having been asked: reminders, and what others answered. What cannot be had now comes later. */
async function look() {
  if (document.hidden || delivering || looking || !state.token) return;
  looking = true;
  const { signal } = sending;
  try {
    const response = await fetch(notices, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ conversation: state.token, seen: state.seen ?? [] }),
      signal,
    });
    const { replies } = response.ok ? await response.json() : { replies: [] };
    if (replies.length && !signal.aborted) {
      keepingTheEnd(() => tell(replies));
      keep();
    }
  } catch {
    // No connection: the next look is due anyway.
  } finally {
    looking = false;
  }
}

/* The server does not know this conversation any more: what was written opens another one. */
function renew(message) {
  state.token = null;
  note(words.begun_anew);
  message.choice = undefined;
}

function refuse(message, sentence) {
  state.waiting.shift();
  const entry = state.said.find(({ id }) => id === message.id);
  if (!entry) return note(sentence);
  entry.failure = sentence;
  fail(messageOf(message.id), sentence);
  status.textContent = `${words.not_sent} ${sentence}`;
  if (message.text && !input.value) {
    input.value = message.text;
    grow();
  }
  scrollToEnd();
}

function note(text) {
  const entry = { from: "note", text };
  state.said.push(entry);
  scrollToEnd(show(entry));
}

/* What is pressed. */

function restart() {
  sending.abort();
  sending = new AbortController();
  delivering = false;
  state = blank();
  showTyping(false);
  for (const old of log.querySelectorAll(".message, .choices, .note")) old.remove();
  focusInput();
  say({});
}

/* Not on a phone, where its keyboard would cover the choices. */
function focusInput() {
  if (matchMedia("(pointer: fine)").matches) input.focus();
}

function grow() {
  keepingTheEnd(() => {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
  });
}

/* Who sees the end goes on seeing it while the layout changes. */
function keepingTheEnd(change) {
  const atEnd = app.scrollHeight - app.clientHeight - app.scrollTop < 40;
  change();
  if (atEnd) scrollToEnd();
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim().replace(/\p{Surrogate}/gu, "\ufffd"); // half a character is none
  if (text) {
    input.value = "";
    grow();
    say({ text }, text);
  }
  input.focus();
});

input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit();
});

input.addEventListener("input", grow);
document.getElementById("restart").addEventListener("click", restart);
window.addEventListener("online", () => wake());
document.addEventListener("visibilitychange", look);
setInterval(look, LOOK);

/* Some phones lay their keyboard over the page instead of making it smaller. */
const viewport = window.visualViewport;
viewport?.addEventListener("resize", () => {
  if (viewport.scale > 1) return; // magnified by hand
  keepingTheEnd(() => document.documentElement.style.setProperty("--viewport", `${viewport.height}px`));
  window.scrollTo(0, 0);
});

for (const entry of state.said) show(entry).classList.remove("new");
app.scrollTo({ top: app.scrollHeight, behavior: "instant" });
focusInput();
if (state.waiting.length) deliver(sending.signal);
else if (!state.said.length) say({});
else look();

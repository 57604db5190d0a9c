// What the pages do by themselves: keep what is on them true. Everything else works without it.
"use strict";

(() => {
  const main = document.getElementById("main");

  // --- times -----------------------------------------------------------------------------------------------

  const units = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];

  const span = (seconds) => {
    const [length, unit] = units.find(([least]) => seconds >= least) ?? units[3];
    return `${Math.floor(Math.max(0, seconds) / length)} ${unit}`;
  };

  const tellTimes = (root = document) => {
    for (const time of root.querySelectorAll("time")) {
      const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
      const told = time.classList.contains("since") ? time : time.querySelector(".ago");
      if (told) say(told, told === time ? span(seconds) : seconds < 0 ? `in ${span(-seconds)}` : `${span(seconds)} ago`);
    }
  };

  const say = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  setInterval(tellTimes, 1000);

  // --- forms -----------------------------------------------------------------------------------------------

  // A second click must not order twice.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "post") setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
  });
  addEventListener("pageshow", () => document.querySelectorAll("button").forEach((button) => (button.disabled = false)));

  // --- parts that change -----------------------------------------------------------------------------------

  const every = Number(main.dataset.every ?? 0);
  if (!every) return;

  const here = new URL(location.href);
  here.searchParams.set("f", "html");
  here.hash = "";

  let events = null;
  let timer = null;
  let isFetching = false;
  let isStale = false;
  let hasEnded = false;

  const selectedIn = (part) => {
    const selection = getSelection();
    return selection !== null && !selection.isCollapsed && part.contains(selection.anchorNode);
  };

  // What the reader has unfolded, typed or is at stays as it is.
  const replace = (part, fresh) => {
    tellTimes(fresh);
    if (part.isEqualNode(fresh) || selectedIn(part)) return;
    for (const details of part.querySelectorAll("details[open][id]")) fresh.querySelector(`#${details.id}`)?.setAttribute("open", "open");
    const active = part.contains(document.activeElement) ? document.activeElement : null;
    const target = active?.id ? `#${CSS.escape(active.id)}` : active?.closest("summary") ? `#${active.closest("details").id} > summary` : active?.getAttribute("href") ? `a[href=${JSON.stringify(active.getAttribute("href"))}]` : null;
    part.replaceChildren(...fresh.childNodes);
    if (target) part.querySelector(target)?.focus({ preventScroll: true });
  };

  const take = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const part of main.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (other) replace(part, document.importNode(other, true));
    }
    return fresh.getElementById("main")?.dataset.every !== undefined;
  };

  const refresh = async () => {
    if (isFetching) {
      isStale = true;
      return;
    }
    isFetching = true;
    isStale = false;
    clearTimeout(timer);
    let goesOn = true;
    try {
      const answer = await fetch(here, { headers: { Accept: "text/html" }, cache: "no-store" });
      if (answer.ok) goesOn = take(await answer.text());
    } catch {
      // The service or the way to it is away for now.
    }
    isFetching = false;
    hasEnded = !goesOn;
    if (hasEnded) unlisten();
    else if (isStale) refresh();
    else plan();
  };

  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (document.hidden ? plan() : refresh()), every);
  };

  // A page in the background keeps no stream: a browser has but six connections for all pages of a service.
  const listen = () => {
    if (!main.dataset.events || events) return;
    events = new EventSource(main.dataset.events);
    events.onmessage = () => refresh();
  };

  const unlisten = () => {
    events?.close();
    events = null;
  };

  document.addEventListener("visibilitychange", () => {
    if (hasEnded) return;
    if (document.hidden) unlisten();
    else {
      listen();
      refresh();
    }
  });

  listen();
  plan();
})();

"use strict";
const NAMES = { database: "Cơ sở dữ liệu · database", broker: "Hàng đợi · broker" };
const WORDS = { ok: "Hoạt động · working", UNAVAILABLE: "Không trả lời · not answering", SCHEMA_NOT_CURRENT: "Cần nâng cấp cấu trúc · schema not current" };

function row(name, state) {
  const line = document.createElement("li");
  const what = document.createElement("span");
  what.className = "what";
  what.textContent = NAMES[name] ?? name;
  const word = document.createElement("span");
  word.className = `state ${state === "ok" ? "ok" : "bad"}`;
  word.textContent = WORDS[state] ?? state;
  line.append(what, word);
  return line;
}

async function ask() {
  const list = document.getElementById("health");
  try {
    const [ready, live] = await Promise.all([fetch("/health/ready"), fetch("/health/live")]);
    const { parts } = await ready.json();
    document.getElementById("version").textContent = (await live.json()).version;
    list.replaceChildren(row("API", "ok"), ...Object.entries(parts).map(([name, state]) => row(name, state)));
  } catch {
    list.replaceChildren(row("API", "UNAVAILABLE"));
  }
  document.getElementById("checked").textContent = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
}

ask();
setInterval(ask, 30_000);

"use strict";
const $ = (id) => document.getElementById(id);
const kept = (name, value) => (value === undefined ? sessionStorage.getItem(name) : sessionStorage.setItem(name, value));
const FIRST_QUERY = "query {\n  today\n}\n";
const TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
const INTROSPECTION = `query Fields { __schema { queryType { name } mutationType { name } types { kind name
  enumValues { name } inputFields { name type { ${TYPE} } }
  fields { name description args { name type { ${TYPE} } } type { ${TYPE} } } } } }`;

function say(text, fine = false) {
  $("said").textContent = text;
  $("said").classList.toggle("ok", fine);
}

async function send(path, method, body) {
  const headers = { "content-type": "application/json", accept: "application/json" };
  if (kept("csrf")) headers["x-csrf-token"] = kept("csrf");
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  return response.status === 204 ? {} : response.json();
}

const problem = (answer) => answer.errors?.map((error) => error.message).join("\n");

function showWho() {
  const who = kept("who");
  $("sign-in").hidden = Boolean(who);
  $("sign-out").hidden = !who;
  $("who").textContent = who ?? "";
}

$("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = { tenant: $("tenant").value.trim(), login: $("login").value.trim(), password: $("password").value };
  const answer = await send("/session", "POST", given).catch(() => ({ errors: [{ message: "Không nối được máy chủ." }] }));
  $("password").value = "";
  if (answer.errors) return say(problem(answer));
  kept("csrf", answer.csrfToken);
  kept("who", `${given.login} · ${given.tenant}`);
  say("Đã đăng nhập.", true);
  showWho();
});

$("sign-out").addEventListener("submit", async (event) => {
  event.preventDefault();
  await send("/session", "DELETE").catch(() => undefined);
  sessionStorage.removeItem("csrf");
  sessionStorage.removeItem("who");
  say("Đã đăng xuất.", true);
  showWho();
});

async function run() {
  let variables = null;
  try {
    variables = $("variables").value.trim() ? JSON.parse($("variables").value) : null;
  } catch (error) {
    return say(`Biến không phải JSON: ${error.message}`);
  }
  kept("query", $("query").value);
  kept("variables", $("variables").value);
  $("run").disabled = true;
  const started = performance.now();
  try {
    const answer = await send("/graphql", "POST", { query: $("query").value, variables });
    $("result").textContent = JSON.stringify(answer, null, 2);
    say(problem(answer) ?? "");
  } catch (error) {
    say(`Không nối được máy chủ: ${error.message}`);
  }
  $("timing").textContent = `${Math.round(performance.now() - started)} ms`;
  $("run").disabled = false;
}

$("run").addEventListener("click", run);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});

const named = (type) => (type.ofType ? named(type.ofType) : type.name);
const printed = (type) =>
  type.kind === "NON_NULL" ? `${printed(type.ofType)}!` : type.kind === "LIST" ? `[${printed(type.ofType)}]` : type.name;

/* A query for one field: its arguments as variables, its scalars, and one level of what lies below. */
function template(field, kind, types) {
  const required = field.args.filter((arg) => arg.type.kind === "NON_NULL" || arg.name === "first");
  const declared = required.map((arg) => `$${arg.name}: ${printed(arg.type)}`).join(", ");
  const passed = required.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const below = selection(field.type, types, 1, 3);
  const head = `${kind} ${field.name[0].toUpperCase()}${field.name.slice(1)}${declared && `(${declared})`}`;
  const variables = Object.fromEntries(required.map((arg) => [arg.name, sample(arg.type, types)]));
  return [`${head} {\n  ${field.name}${passed && `(${passed})`}${below}\n}\n`, JSON.stringify(variables, null, 2)];
}

function selection(type, types, depth, limit) {
  const fields = types.get(named(type))?.fields;
  if (!fields) return "";
  const pad = "  ".repeat(depth + 1);
  const lines = fields
    .filter((field) => field.args.length === 0)
    .map((field) => {
      const leaf = !types.get(named(field.type))?.fields;
      if (leaf) return pad + field.name;
      const below = depth < limit ? selection(field.type, types, depth + 1, limit) : "";
      return below ? pad + field.name + below : null;
    })
    .filter(Boolean);
  return lines.length ? ` {\n${lines.join("\n")}\n${"  ".repeat(depth)}}` : "";
}

function sample(type, types) {
  if (type.kind === "NON_NULL") return sample(type.ofType, types);
  if (type.kind === "LIST") return [sample(type.ofType, types)];
  const known = types.get(type.name);
  if (known?.enumValues?.length) return known.enumValues[0].name;
  if (known?.inputFields) {
    const required = known.inputFields.filter((field) => field.type.kind === "NON_NULL");
    return Object.fromEntries(required.map((field) => [field.name, sample(field.type, types)]));
  }
  return { Int: 20, Boolean: true, Decimal: "1", Date: new Date().toISOString().slice(0, 10) }[type.name] ?? "";
}

function list(title, kind, fields, types) {
  const heading = document.createElement("h2");
  heading.textContent = title;
  const buttons = fields.map((field) => {
    const button = document.createElement("button");
    button.className = "pick";
    button.textContent = field.name;
    const about = document.createElement("small");
    about.textContent = field.description ?? "";
    button.append(about);
    button.addEventListener("click", () => ([$("query").value, $("variables").value] = template(field, kind, types)));
    return button;
  });
  return [heading, ...buttons];
}

async function readSchema() {
  const answer = await send("/graphql", "POST", { query: INTROSPECTION }).catch(() => ({}));
  const schema = answer.data?.__schema;
  if (!schema) return ($("fields").textContent = "Schema không mở ở đây; xem /schema.graphql.");
  const types = new Map(schema.types.map((type) => [type.name, type]));
  const show = () => {
    const wanted = $("find").value.toLowerCase();
    const fits = (field) => `${field.name} ${field.description ?? ""}`.toLowerCase().includes(wanted);
    const parts = [["Hỏi · queries", "query", schema.queryType], ["Làm · mutations", "mutation", schema.mutationType]]
      .filter(([, , root]) => root)
      .flatMap(([title, kind, root]) => list(title, kind, types.get(root.name).fields.filter(fits), types));
    $("fields").replaceChildren(...parts);
  };
  $("find").addEventListener("input", show);
  show();
}

$("query").value = kept("query") ?? FIRST_QUERY;
$("variables").value = kept("variables") ?? "";
showWho();
readSchema();

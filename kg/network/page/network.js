"use strict";
(() => {
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const root = document.documentElement;
const NONE = { node: -1, edge: -1 };
const MOVING_EDGES = 5000, STROKED = 250, SLOW = 12, LABELS = 140, LISTED = 40, ROWS = 200, HITS = 12;

// The network: nodes and edges come strongest first

const groups = data.groups.map(([name, light, dark, kind]) => ({ name, light, dark, kind, shown: true, size: 0 }));
const nodes = data.nodes.map(([id, label, kind, group, x, y, first, last, told]) =>
  ({ id, label, kind, group, x, y, first, last, told, edges: [], strength: 0, folded: fold(label), visible: true }));
const edges = data.edges.map(([source, target, weight, count, days, said]) =>
  ({ source, target, weight, count, days, said, visible: true, step: 0 }));
edges.forEach((edge, number) => {
  for (const end of new Set([edge.source, edge.target])) {
    nodes[end].edges.push(number);
    nodes[end].strength += edge.weight;
  }
});
const strongest = Math.max(1e-9, ...nodes.map((node) => node.strength));
for (const node of nodes) {
  node.radius = 2.6 + 9.5 * Math.sqrt(node.strength / strongest);
  groups[node.group].size += 1;
}
const order = nodes.map((_, number) => number).sort((a, b) => nodes[b].strength - nodes[a].strength || a - b);
const numberOf = new Map(nodes.map((node, number) => [node.id, number]));
const weights = [...new Set(edges.map((edge) => edge.weight))].sort((a, b) => a - b);
const steps = weights.length <= 100 ? weights
  : [...new Set(Array.from({ length: 100 }, (_, at) => weights[Math.floor((at * (weights.length - 1)) / 99)]))];
const widths = [0.6, 0.9, 1.5, 2.4];
const [low, high] = [Math.log(weights[0] || 1), Math.log(weights[weights.length - 1] || 1)];
for (const edge of edges) {
  edge.step = high > low ? Math.min(3, Math.floor(((Math.log(edge.weight) - low) / (high - low)) * 4)) : 1;
}

// Words for people

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’']/g, "'").toLowerCase();
}
const MONTHS = "January February March April May June July August September October November December".split(" ");
const day = (iso) => {
  const [year, month, date] = iso.split("-").map(Number);
  return `${date}\u00a0${MONTHS[month - 1]}\u00a0${year}`;
};
const span = (first, last) => (first === last ? day(first) : `${day(first)} – ${day(last)}`);
const whole = (value) => value.toLocaleString("en-GB");
const number = (value) => (Number.isInteger(value) ? whole(value) : String(Number(value.toPrecision(3))));
const many = (count, what) => `${whole(count)} ${what}${count === 1 ? "" : "s"}`;

// Elements: text is always set as text, never read as HTML

function el(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && key !== "role") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
const bdi = (text) => el("bdi", {}, text);

const isPaper = () => root.classList.contains("paper");
const night = matchMedia("(prefers-color-scheme: dark)");
const colourOf = (group) => (night.matches && !isPaper() ? group.dark : group.light);
let ink = {};
function readInk() {
  const style = getComputedStyle(root);
  for (const name of ["ground", "ink", "faint", "edge", "chosen", "accent"]) ink[name] = style.getPropertyValue(`--${name}`).trim();
}

// Shapes tell kinds apart where colours do not

const SIDES = { Agency: [4, Math.PI / 4], Issue: [4, 0], Constituency: [3, -Math.PI / 2], Party: [6, 0] };
function trace(brush, kind, x, y, radius) {
  const [sides, turn] = SIDES[kind] || [0, 0];
  if (!sides) {
    brush.moveTo(x + radius, y);
    brush.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const reach = radius * (sides === 6 ? 1.08 : 1.22);
  for (let at = 0; at < sides; at += 1) {
    const angle = turn + (at * 2 * Math.PI) / sides;
    brush[at ? "lineTo" : "moveTo"](x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  brush.closePath();
}
function swatch(group) {
  const made = el("canvas", { class: "swatch", width: 24, height: 24, "aria-hidden": "true" });
  made.className = "swatch";
  const paint = () => {
    const brush = made.getContext("2d");
    brush.clearRect(0, 0, 24, 24);
    brush.beginPath();
    trace(brush, group.kind, 12, 12, 9);
    brush.fillStyle = colourOf(group);
    brush.fill();
    brush.lineWidth = 1.2;
    brush.strokeStyle = ink.faint;
    brush.stroke();
  };
  made.paint = paint;
  paint();
  return made;
}

// The view: what of the plane is on the canvas

const base = byId("base"), above = byId("top");
const brushes = [base.getContext("2d"), above.getContext("2d")];
const view = { scale: 1, x: 0, y: 0, fitted: 1 };
let size = { width: 1, height: 1, ratio: 1 };
const sx = (node) => node.x * view.scale + view.x;
const sy = (node) => node.y * view.scale + view.y;
const radiusOf = (node) => node.radius * Math.min(2.6, Math.max(0.55, Math.sqrt(view.scale / view.fitted)))
  * Math.min(1, Math.max(0.62, size.width / 900));

function measure() {
  const box = byId("stage").getBoundingClientRect();
  if (!box.width) return;
  const before = size;
  size = { width: box.width, height: box.height, ratio: Math.min(3, devicePixelRatio || 1) };
  for (const canvas of [base, above]) {
    canvas.width = Math.round(size.width * size.ratio);
    canvas.height = Math.round(size.height * size.ratio);
  }
  if (before.width === 1) fit();
  else {
    view.x += (size.width - before.width) / 2;
    view.y += (size.height - before.height) / 2;
  }
  draw();
}
function fit() {
  const shown = nodes.filter((node) => node.visible);
  const among = shown.length ? shown : nodes;
  if (!among.length) return;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of among) {
    left = Math.min(left, x); right = Math.max(right, x);
    top = Math.min(top, y); bottom = Math.max(bottom, y);
  }
  const margin = Math.min(60, size.width / 12);
  view.scale = Math.min((size.width - 2 * margin) / Math.max(right - left, 50), (size.height - 2 * margin) / Math.max(bottom - top, 50));
  view.fitted = view.scale;
  view.x = size.width / 2 - ((left + right) / 2) * view.scale;
  view.y = size.height / 2 - ((top + bottom) / 2) * view.scale;
  draw();
}
function zoom(by, x = size.width / 2, y = size.height / 2) {
  const scale = Math.min(view.fitted * 40, Math.max(view.fitted / 3, view.scale * by));
  view.x = x - ((x - view.x) * scale) / view.scale;
  view.y = y - ((y - view.y) * scale) / view.scale;
  view.scale = scale;
  move();
}
function pan(dx, dy) {
  view.x += dx;
  view.y += dy;
  move();
}
function seenHeight() {
  if (innerWidth > 760 || !root.classList.contains("chosen")) return size.height;
  return Math.max(80, byId("panel").getBoundingClientRect().top - above.getBoundingClientRect().top);
}
function centre(several, least = 0) {
  view.scale = Math.max(view.scale, least);
  const middle = (key) => several.reduce((sum, node) => sum + node[key], 0) / several.length;
  view.x = size.width / 2 - middle("x") * view.scale;
  view.y = Math.min(seenHeight(), size.height) / 2 - middle("y") * view.scale;
  draw();
}

// Drawing: the network below, what is chosen or pointed at above

let chosen = NONE, pointed = NONE, isMoving = false, resting = 0, frame = 0;
let took = 0, painted = { ...view };
function draw() {
  if (!frame) frame = requestAnimationFrame(() => {
    frame = 0;
    if (isMoving && took > SLOW) shift();
    else paintBase();
    paintTop();
  });
}
function shift() {
  const by = view.scale / painted.scale;
  base.style.transform = `matrix(${by}, 0, 0, ${by}, ${view.x - painted.x * by}, ${view.y - painted.y * by})`;
}
function move() {
  isMoving = true;
  clearTimeout(resting);
  resting = setTimeout(() => { isMoving = false; draw(); }, 140);
  draw();
}
let topFrame = 0;
function drawTop() {
  if (!topFrame) topFrame = requestAnimationFrame(() => { topFrame = 0; paintTop(); });
}
function clear(brush) {
  brush.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  brush.clearRect(0, 0, size.width, size.height);
}
const isOut = (x, y, margin) => x < -margin || y < -margin || x > size.width + margin || y > size.height + margin;

function paintBase() {
  const brush = brushes[0], begun = performance.now();
  base.style.transform = "";
  painted = { ...view };
  clear(brush);
  const isFaded = chosen.node >= 0 || chosen.edge >= 0;
  paintEdges(brush, isFaded);
  brush.globalAlpha = isFaded ? 0.4 : 1;
  const drawn = order.filter((at) => nodes[at].visible && !isOut(sx(nodes[at]), sy(nodes[at]), 20));
  for (let at = drawn.length - 1; at >= 0; at -= 1) paintNode(brush, nodes[drawn[at]]);
  brush.globalAlpha = 1;
  if (!isFaded) paintLabels(brush, drawn, LABELS);
  took = performance.now() - begun;
}
function paintEdges(brush, isFaded) {
  const shown = edges.filter((edge) => edge.visible);
  const most = isMoving ? Math.min(shown.length, MOVING_EDGES) : shown.length;
  const density = Math.min(1, 1500 / Math.max(shown.length, 1));
  brush.strokeStyle = ink.edge;
  for (let step = 0; step < widths.length; step += 1) {
    brush.lineWidth = widths[step];
    brush.globalAlpha = (isFaded ? 0.45 : 1) * Math.min(0.75, (0.3 + 0.16 * step) * Math.max(density, 0.03 * (step + 1)));
    brush.beginPath();
    let traced = 0;
    for (let at = 0; at < most; at += 1) {
      const edge = shown[at];
      if (edge.step !== step) continue;
      const one = nodes[edge.source], other = nodes[edge.target];
      const [x1, y1, x2, y2] = [sx(one), sy(one), sx(other), sy(other)];
      if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > size.width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > size.height) continue;
      brush.moveTo(x1, y1);
      brush.lineTo(x2, y2);
      traced += 1;
      if (traced % STROKED) continue;
      brush.stroke();
      brush.beginPath();
    }
    brush.stroke();
  }
  brush.globalAlpha = 1;
}
function paintNode(brush, node, rim = ink.ground, width = 1) {
  brush.beginPath();
  trace(brush, node.kind, sx(node), sy(node), radiusOf(node));
  brush.fillStyle = colourOf(groups[node.group]);
  brush.fill();
  brush.lineWidth = width;
  brush.strokeStyle = rim;
  brush.stroke();
}
function paintLabels(brush, drawn, most, isAll = false) {
  const taken = [];
  const wanted = Math.min(most, Math.round((size.width * size.height) / 9000) + 4);
  let left = isAll ? most : wanted;
  for (const at of drawn) {
    if (!left) return;
    const node = nodes[at];
    const [x, y, gap] = [sx(node), sy(node), radiusOf(node) + 3];
    brush.font = font(node);
    const text = short(node.label);
    const width = brush.measureText(text).width;
    const places = [[x + gap, y], [x - gap - width, y], [x - width / 2, y - gap - 6], [x - width / 2, y + gap + 7]];
    const place = places.find(([px, py]) => px > 2 && px + width < size.width - 2 && py > 8 && py < size.height - 8
      && !taken.some((box) => px < box[2] && px + width > box[0] && py - 8 < box[3] && py + 8 > box[1]));
    if (!place) continue;
    taken.push([place[0] - 4, place[1] - 8, place[0] + width + 4, place[1] + 8]);
    paintText(brush, text, ...place);
    left -= 1;
  }
}
const font = (node, weight = 500) => `${weight} ${node.radius > 7 ? 13 : 11.5}px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif`;
const short = (label) => { const all = [...label]; return all.length > 42 ? `${all.slice(0, 40).join("")}…` : label; };
function paintText(brush, text, x, y) {
  brush.textBaseline = "middle";
  brush.textAlign = "left";
  brush.lineJoin = "round";
  brush.lineWidth = 3.5;
  brush.strokeStyle = ink.ground;
  brush.strokeText(text, x, y);
  brush.fillStyle = ink.ink;
  brush.fillText(text, x, y);
}
function paintTop() {
  const brush = brushes[1];
  clear(brush);
  if (chosen.node >= 0) paintAround(brush, chosen.node);
  if (chosen.edge >= 0) paintChosenEdge(brush, chosen.edge);
  if (pointed.edge >= 0 && pointed.edge !== chosen.edge) paintLine(brush, edges[pointed.edge], 0.9, ink.accent, 1.5);
  if (pointed.node >= 0 && pointed.node !== chosen.node) {
    const node = nodes[pointed.node];
    if (chosen.node < 0 && chosen.edge < 0) for (const at of node.edges) if (edges[at].visible) paintLine(brush, edges[at], 0.7, ink.accent);
    paintNode(brush, node, ink.ink, 2);
    paintOne(brush, node);
  }
}
function paintAround(brush, at) {
  const node = nodes[at];
  const near = new Set();
  for (const number of node.edges) {
    const edge = edges[number];
    if (!edge.visible) continue;
    paintLine(brush, edge, 0.7, edge.source === at ? ink.chosen : ink.accent);
    near.add(edge.source === at ? edge.target : edge.source);
  }
  near.delete(at);
  for (const other of near) paintNode(brush, nodes[other]);
  paintNode(brush, node, ink.ink, 2.5);
  const drawn = [at, ...order.filter((other) => near.has(other))].filter((other) => !isOut(sx(nodes[other]), sy(nodes[other]), 20));
  paintLabels(brush, drawn, 60, true);
}
function paintChosenEdge(brush, at) {
  const edge = edges[at];
  paintLine(brush, edge, 1, ink.chosen, 2.5);
  for (const end of [edge.source, edge.target]) paintNode(brush, nodes[end], ink.ink, 2);
  paintLabels(brush, [edge.source, edge.target], 2, true);
}
function paintOne(brush, node) {
  brush.font = font(node, 700);
  const width = brush.measureText(node.label).width;
  const x = Math.max(4, Math.min(size.width - width - 4, sx(node) + radiusOf(node) + 4));
  paintText(brush, node.label, x, sy(node));
}
function paintLine(brush, edge, alpha, colour, wider = 1) {
  const one = nodes[edge.source], other = nodes[edge.target];
  const [x1, y1, x2, y2] = [sx(one), sy(one), sx(other), sy(other)];
  brush.globalAlpha = alpha;
  brush.strokeStyle = colour;
  brush.fillStyle = colour;
  brush.lineWidth = widths[edge.step] * wider + 0.4;
  brush.beginPath();
  brush.moveTo(x1, y1);
  brush.lineTo(x2, y2);
  brush.stroke();
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (data.directed && length > 24) {
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const back = radiusOf(other) + 1, head = 6 + widths[edge.step];
    const [tx, ty] = [x2 - ux * back, y2 - uy * back];
    brush.beginPath();
    brush.moveTo(tx, ty);
    brush.lineTo(tx - ux * head - uy * head * 0.45, ty - uy * head + ux * head * 0.45);
    brush.lineTo(tx - ux * head + uy * head * 0.45, ty - uy * head - ux * head * 0.45);
    brush.fill();
  }
  brush.globalAlpha = 1;
}

// What stands at a point

function under(x, y, reach) {
  let found = -1, least = Infinity;
  nodes.forEach((node, at) => {
    if (!node.visible) return;
    const far = Math.hypot(sx(node) - x, sy(node) - y) - radiusOf(node);
    if (far < reach && far < least) [found, least] = [at, far];
  });
  return found >= 0 ? { node: found, edge: -1 } : { node: -1, edge: edgeUnder(x, y, reach) };
}
function edgeUnder(x, y, reach) {
  let found = -1, least = reach;
  const among = chosen.node >= 0 ? nodes[chosen.node].edges : chosen.edge >= 0 ? [chosen.edge] : edges.keys();
  for (const at of among) {
    const edge = edges[at];
    if (!edge.visible) continue;
    const one = nodes[edge.source], other = nodes[edge.target];
    const [x1, y1, x2, y2] = [sx(one), sy(one), sx(other), sy(other)];
    if (x < Math.min(x1, x2) - reach || x > Math.max(x1, x2) + reach || y < Math.min(y1, y2) - reach || y > Math.max(y1, y2) + reach) continue;
    const square = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1;
    const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square));
    const far = Math.hypot(x1 + along * (x2 - x1) - x, y1 + along * (y2 - y1) - y);
    if (far < least) [found, least] = [at, far];
  }
  return found;
}

// Pointers and keys on the picture

const touches = new Map();
let travelled = 0, spread = 0;
const at = (event) => {
  const box = above.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};
above.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  above.setPointerCapture(event.pointerId);
  touches.set(event.pointerId, at(event));
  if (touches.size === 1) travelled = 0;
  spread = 0;
});
above.addEventListener("pointermove", (event) => {
  const [x, y] = at(event);
  const last = touches.get(event.pointerId);
  if (!last) return point(x, y);
  touches.set(event.pointerId, [x, y]);
  if (touches.size === 2) {
    const [[ax, ay], [bx, by]] = [...touches.values()];
    const now = Math.hypot(ax - bx, ay - by);
    if (spread) zoom(now / spread, (ax + bx) / 2, (ay + by) / 2);
    spread = now;
    travelled = 99;
    return undefined;
  }
  travelled += Math.hypot(x - last[0], y - last[1]);
  if (travelled > 4) {
    above.classList.add("moving");
    pan(x - last[0], y - last[1]);
  }
  return undefined;
});
function point(x, y) {
  const found = edges.length > 8000 && chosen.node < 0 ? { ...under(x, y, 4), edge: -1 } : under(x, y, 4);
  if (found.node === pointed.node && found.edge === pointed.edge) return;
  pointed = found;
  above.classList.toggle("over", found.node >= 0 || found.edge >= 0);
  drawTop();
}
above.addEventListener("pointerup", (event) => {
  if (!touches.delete(event.pointerId)) return;
  above.classList.remove("moving");
  if (travelled <= 4) choose(under(...at(event), event.pointerType === "touch" ? 14 : 5));
});
above.addEventListener("pointercancel", (event) => { touches.delete(event.pointerId); above.classList.remove("moving"); });
above.addEventListener("pointerleave", () => { pointed = NONE; drawTop(); });
above.addEventListener("wheel", (event) => {
  event.preventDefault();
  const lines = event.deltaMode === 1 ? 16 : 1;
  zoom(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * 0.0022), ...at(event));
}, { passive: false });
above.addEventListener("dblclick", (event) => zoom(1.8, ...at(event)));
const KEYS = {
  ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
  "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: fit,
};
above.addEventListener("keydown", (event) => {
  if (!KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  KEYS[event.key]();
});
byId("in").addEventListener("click", () => zoom(1.4));
byId("out").addEventListener("click", () => zoom(1 / 1.4));
byId("fit").addEventListener("click", fit);
document.addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape" && !isTyping && (chosen.node >= 0 || chosen.edge >= 0)) {
    choose(NONE);
    above.focus({ preventScroll: true });
  }
});

// What is chosen stands in the address, so that a link leads to it and Back goes back

function addressOf(what) {
  if (what.node >= 0) return `#${new URLSearchParams({ node: nodes[what.node].id })}`;
  if (what.edge < 0) return "#";
  const { source, target } = edges[what.edge];
  return `#${new URLSearchParams({ from: nodes[source].id, to: nodes[target].id })}`;
}
function atAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  if (said.has("node")) return { node: numberOf.get(said.get("node")) ?? -1, edge: -1 };
  const [source, target] = [numberOf.get(said.get("from")), numberOf.get(said.get("to"))];
  return source === undefined ? NONE : { node: -1, edge: edgeOf(source, target) };
}
const edgeOf = (source, target) => nodes[source].edges.find((number) => edges[number].source === source && edges[number].target === target) ?? -1;
let wantsCentre = false;
function choose(what, isFar = false) {
  wantsCentre = isFar;
  const address = addressOf(what);
  if (address === (location.hash || "#")) show();
  else location.hash = address;
}
function show() {
  const before = chosen;
  chosen = atAddress();
  const isChosen = chosen.node >= 0 || chosen.edge >= 0;
  root.classList.toggle("chosen", isChosen);
  const panel = byId("panel");
  panel.replaceChildren(...(chosen.node >= 0 ? nodePanel(chosen.node) : chosen.edge >= 0 ? edgePanel(chosen.edge) : startPanel()));
  panel.scrollTop = 0;
  if (isChosen && (before.node !== chosen.node || before.edge !== chosen.edge)) panel.querySelector("h2").focus({ preventScroll: true });
  const ends = chosen.node >= 0 ? [nodes[chosen.node]] : isChosen ? [nodes[edges[chosen.edge].source], nodes[edges[chosen.edge].target]] : [];
  if (chosen.node >= 0 && wantsCentre) centre(ends, view.fitted * 1.6);
  else if (ends.some((node) => isOut(sx(node), sy(node), 0) || sy(node) > seenHeight())) centre(ends);
  wantsCentre = false;
  draw();
}
addEventListener("hashchange", show);

// The panel

const heading = (...children) => el("h2", { tabIndex: -1 }, ...children);
const closing = (back) => el("div", { className: "bar" },
  back ? el("button", { type: "button", onclick: back }, "← Back") : el("span"),
  el("button", { type: "button", id: "close", onclick: () => choose(NONE) }, "Close"));

function startPanel() {
  const top = order.slice(0, 12).map((at) => neighbour(at, nodes[at].strength, () => choose({ node: at, edge: -1 }, true)));
  return [
    heading("Strongest nodes"),
    el("p", { className: "hint" }, "Choose a node for what is known of it and who it is joined to; choose an edge for the words that show it."),
    el("h3", {}, "By the weight of their edges"),
    el("ul", { className: "list" }, ...top),
  ];
}
function neighbour(at, weight, onclick) {
  return el("li", {}, el("button", { type: "button", className: "neighbour", onclick },
    swatch(groups[nodes[at].group]), bdi(nodes[at].label), el("small", {}, number(weight))));
}
function nodePanel(at) {
  const node = nodes[at], group = groups[node.group];
  const out = node.edges.filter((number) => edges[number].source === at || !data.directed);
  const into = data.directed ? node.edges.filter((number) => edges[number].target === at && edges[number].source !== at) : [];
  const kind = node.kind === group.name ? node.kind : `${node.kind} · ${group.name}`;
  return [
    closing(),
    heading(bdi(node.label)),
    el("p", { className: "kind" }, swatch(group), el("span", {}, kind)),
    node.visible ? null : el("p", { className: "hint" }, "The filters hide this node."),
    facts(node),
    ...neighbours(at, out, data.verbs[0]),
    ...neighbours(at, into, data.verbs[1]),
  ].filter(Boolean);
}
function facts(node) {
  const told = Object.entries(node.told).map(([key, value]) => [key[0].toUpperCase() + key.slice(1), typeof value === "number" ? number(value) : String(value)]);
  const said = [...told, ["Seen", span(node.first, node.last)], ["Weight", `${number(node.strength)} over ${many(node.edges.length, "edge")}`]];
  return el("dl", {}, ...said.flatMap(([key, value]) => [el("dt", {}, key), el("dd", {}, bdi(value))]));
}
function neighbours(at, several, verb) {
  if (!several.length) return [];
  const shown = several.filter((number) => edges[number].visible);
  const hidden = several.length - shown.length;
  const list = el("ul", { className: "list" });
  const rows = shown.map((number) => {
    const edge = edges[number];
    return [edge.source === at ? edge.target : edge.source, edge.weight, () => choose({ node: -1, edge: number })];
  });
  list.append(...rows.slice(0, LISTED).map((row) => neighbour(...row)));
  const rest = rows.length > LISTED ? el("button", { type: "button", onclick: (event) => {
    list.append(...rows.slice(LISTED).map((row) => neighbour(...row)));
    event.target.remove();
  } }, `Show all ${whole(rows.length)}`) : null;
  return [
    el("h3", {}, `${verb} (${whole(shown.length)})`), list, rest,
    hidden ? el("p", { className: "hint" }, `${whole(hidden)} more that the filters hide.`) : null,
  ].filter(Boolean);
}
function edgePanel(number_) {
  const edge = edges[number_];
  const to = (at) => el("button", { type: "button", className: "link", onclick: () => choose({ node: at, edge: -1 }, true) }, bdi(nodes[at].label));
  const days = edge.days.map((one) => data.days[one]);
  const other = data.directed ? edgeOf(edge.target, edge.source) : -1;
  const weighs = edge.weight === edge.count ? many(edge.count, data.unit) : `weight ${number(edge.weight)}, ${many(edge.count, data.unit)}`;
  return [
    closing(() => history.back()),
    heading(to(edge.source), data.directed ? " → " : " – ", to(edge.target)),
    el("p", { className: "kind" }, `${weighs} · ${span(days[0], days[days.length - 1])}`),
    other >= 0 ? el("p", { className: "hint" }, "Also ",
      el("button", { type: "button", className: "link", onclick: () => choose({ node: -1, edge: other }) }, `the other way (${number(edges[other].weight)})`)) : null,
    el("h3", {}, edge.said.length ? "The words" : "No words are held for this edge"),
    ...edge.said.map((one) => quote(data.said[one])),
    edge.count > 5 ? el("p", { className: "hint" }, `The first 5 of ${whole(edge.count)} are shown.`) : null,
  ].filter(Boolean);
}
function quote([debate, date, speaker, url, pieces]) {
  const text = (at) => data.strings[at];
  const words = pieces.map((piece, place) => (place % 2 ? el("mark", {}, piece) : piece));
  const parts = [text(speaker) && el("strong", {}, bdi(text(speaker))), day(text(date)), bdi(text(debate))];
  if (/^https?:\/\//.test(text(url))) parts.push(el("a", { rel: "noopener", href: text(url) }, "source"));
  const where = parts.filter(Boolean).flatMap((part, place) => (place ? [" · ", part] : [part]));
  return el("blockquote", {}, el("p", { dir: "auto" }, ...words), el("footer", {}, ...where));
}

// Search

const search = byId("search"), hits = byId("hits");
let found = [], active = -1;
function find(text) {
  const wanted = fold(text.trim());
  if (!wanted) return [];
  const rank = (folded) => {
    const place = folded.indexOf(wanted);
    return place <= 0 ? place : /[\p{L}\p{N}]/u.test(folded[place - 1]) ? 2 : 1;
  };
  return order.map((at) => [rank(nodes[at].folded), at]).filter(([score]) => score >= 0)
    .sort((a, b) => a[0] - b[0]).slice(0, HITS).map(([, at]) => at);
}
function list() {
  found = find(search.value);
  active = found.length ? 0 : -1;
  const rows = found.map((at, place) => el("li", { id: `hit-${place}`, role: "option", onclick: () => take(place) },
    swatch(groups[nodes[at].group]), bdi(nodes[at].label), el("small", {}, groups[nodes[at].group].name)));
  if (!rows.length) rows.push(el("li", { className: "none", role: "option", "aria-disabled": "true" }, "No name has these letters"));
  hits.replaceChildren(...rows);
  open(Boolean(search.value.trim()));
}
function open(isOpen) {
  hits.hidden = !isOpen;
  search.setAttribute("aria-expanded", String(isOpen));
  [...hits.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === active)));
  if (isOpen && active >= 0) {
    search.setAttribute("aria-activedescendant", `hit-${active}`);
    hits.children[active].scrollIntoView({ block: "nearest" });
  } else search.removeAttribute("aria-activedescendant");
}
function take(place) {
  open(false);
  search.value = nodes[found[place]].label;
  choose({ node: found[place], edge: -1 }, true);
}
search.addEventListener("input", list);
search.addEventListener("focus", () => { if (search.value) search.select(); });
search.addEventListener("blur", () => setTimeout(() => open(false), 150));
hits.addEventListener("pointerdown", (event) => event.preventDefault());
search.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    open(false);
    search.value = "";
  } else if (event.key === "Enter" && active >= 0 && !hits.hidden) {
    event.preventDefault();
    take(active);
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && found.length) {
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
    open(true);
  }
});

// Filters

const slider = byId("weight"), since = byId("since"), until = byId("until");
function filter() {
  const least = steps[Number(slider.value)] ?? 0;
  const days = data.days.map((one) => (!since.value || one >= since.value) && (!until.value || one <= until.value));
  for (const node of nodes) node.visible = false;
  let many_ = 0;
  for (const edge of edges) {
    const [one, other] = [nodes[edge.source], nodes[edge.target]];
    edge.visible = edge.weight >= least && groups[one.group].shown && groups[other.group].shown && edge.days.some((date) => days[date]);
    if (!edge.visible) continue;
    one.visible = other.visible = true;
    many_ += 1;
  }
  const left = nodes.filter((node) => node.visible).length;
  byId("least").textContent = number(least);
  slider.setAttribute("aria-valuetext", number(least));
  byId("count").textContent = `${whole(left)} of ${whole(nodes.length)} nodes, ${whole(many_)} of ${whole(edges.length)} edges`;
  above.setAttribute("aria-label", `Network of ${whole(left)} nodes and ${whole(many_)} edges`);
  if (root.classList.contains("as-table")) fillTable();
  if (chosen.node >= 0) show();
  else draw();
}
function setUp() {
  const labels = groups.map((group) => {
    const box = el("input", { type: "checkbox", checked: true, onchange: () => { group.shown = box.checked; filter(); } });
    group.box = box;
    return el("label", {}, box, swatch(group), bdi(group.name), el("small", {}, whole(group.size)));
  });
  byId("groups").append(...labels);
  slider.max = Math.max(steps.length - 1, 0);
  slider.disabled = steps.length < 2;
  for (const input of [since, until]) {
    [input.min, input.max] = [data.days[0] ?? "", data.days[data.days.length - 1] ?? ""];
    input.addEventListener("change", filter);
  }
  reset();
}
function reset() {
  slider.value = 0;
  [since.value, until.value] = [since.min, since.max];
  for (const group of groups) group.shown = group.box.checked = true;
  filter();
}
slider.addEventListener("input", filter);
byId("reset").addEventListener("click", reset);
byId("filters").addEventListener("submit", (event) => event.preventDefault());

// The table

const table = document.querySelector("#table table");
function fillTable() {
  const shown = edges.filter((edge) => edge.visible);
  const cell = (at) => el("td", {}, el("button", { type: "button", onclick: () => choose({ node: at, edge: -1 }, true) }, bdi(nodes[at].label)));
  table.caption.textContent = `The strongest ${whole(Math.min(ROWS, shown.length))} of ${whole(shown.length)} edges`
    + (shown.length < data.all[1] ? ` shown, of ${whole(data.all[1])} in all` : "");
  table.tBodies[0].replaceChildren(...shown.slice(0, ROWS).map((edge) => {
    const days = edge.days.map((one) => data.days[one]);
    const words = el("button", { type: "button", onclick: () => choose({ node: -1, edge: edges.indexOf(edge) }) }, `${whole(edge.said.length)} shown`);
    return el("tr", {}, cell(edge.source), cell(edge.target), el("td", { className: "number" }, number(edge.weight)),
      el("td", {}, [...new Set([days[0], days[days.length - 1]])].join(" – ")), el("td", {}, words));
  }));
}
function as(isTable) {
  root.classList.toggle("as-table", isTable);
  byId("as-table").setAttribute("aria-pressed", String(isTable));
  byId("as-map").setAttribute("aria-pressed", String(!isTable));
  if (isTable) fillTable();
  else measure();
}
byId("as-map").addEventListener("click", () => as(false));
byId("as-table").addEventListener("click", () => as(true));

// Light, dark and paper

function repaint() {
  readInk();
  for (const one of document.querySelectorAll(".swatch")) one.paint();
  paintBase();
  paintTop();
}
night.addEventListener("change", repaint);
addEventListener("beforeprint", () => { root.classList.add("paper"); fillTable(); repaint(); });
addEventListener("afterprint", () => { root.classList.remove("paper"); repaint(); });

root.classList.add("live");
readInk();
setUp();
new ResizeObserver(measure).observe(byId("stage"));
measure();
wantsCentre = true;
show();
})();

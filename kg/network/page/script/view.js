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

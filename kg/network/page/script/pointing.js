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

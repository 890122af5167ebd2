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

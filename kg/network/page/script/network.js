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

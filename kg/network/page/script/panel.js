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

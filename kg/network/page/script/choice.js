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

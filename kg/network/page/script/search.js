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

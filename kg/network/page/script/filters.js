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

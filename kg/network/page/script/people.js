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

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

/* Nothing here is needed to read a page. A query is sent with Ctrl or Cmd and Enter; a contribution that is linked to opens its reasons. */
"use strict";
const query = document.getElementById("query");
if (query) {
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      query.form.requestSubmit();
    }
  });
}
function open() {
  const turn = document.getElementById(decodeURIComponent(location.hash.slice(1)).split("&")[0]);
  const why = turn && turn.querySelector("details.why");
  if (why) {
    why.open = true;
  }
}
addEventListener("hashchange", open);
open();

// Read a file as Cytoscape.js does, and print what it then holds.
const cytoscape = require("cytoscape");
const data = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const cy = cytoscape({ headless: true, ...data });
const nodes = cy.nodes().map((node) => [node.id(), node.data("label")]);
const edges = cy.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data("weight")]);
process.stdout.write(JSON.stringify({ directed: data.directed, nodes, edges }));

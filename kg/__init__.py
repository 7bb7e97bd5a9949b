"""What is claimed: quads, the graph store, SPARQL, graph analysis and exports."""

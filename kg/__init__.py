"""Read Chinese news about regional partnerships into a knowledge graph in which every fact has its quote."""

"""TigerEx's own services and stores, as classes whose defaults are the deployment guide's values."""

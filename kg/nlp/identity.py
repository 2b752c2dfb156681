"""What the pipeline calls things by; `kg.identity` mints, since corrections by hand need the same ids without spaCy."""

from __future__ import annotations

from kg.identity import mint_id, normalize_name, region_id, subregion_id

__all__ = ["mint_id", "normalize_name", "region_id", "subregion_id"]

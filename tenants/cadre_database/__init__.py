"""The national cadre database (cơ sở dữ liệu quốc gia về cán bộ): what must be there within three working days."""

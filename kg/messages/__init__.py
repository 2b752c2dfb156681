"""The catalogue of messages in parts, a dict each: id → (Chinese, English). `kg.i18n` puts them together and looks them up."""

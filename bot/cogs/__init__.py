"""Each cog only translates between Discord and values."""

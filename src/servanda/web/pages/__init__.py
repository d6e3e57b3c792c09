"""The pages, one module each: `router` holds its routes. `listed` names them all."""

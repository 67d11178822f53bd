-- Sessions moved to a table of both hosts in 0010, and no code has looked at these since. What they
-- say of people's devices is forgotten with them.

DROP TABLE local.refresh_tokens;
DROP TABLE local.sessions;

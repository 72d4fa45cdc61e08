-- From the catalogue, which everybody may read: naming the table itself needs a right to its schema.
select exists (
  select from pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'akkagame' and relname = 'migration');

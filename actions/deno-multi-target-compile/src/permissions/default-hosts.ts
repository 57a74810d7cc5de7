/** The hosts that deno lets every program import from, unless flags say otherwise. */
export const defaultImportHosts: ReadonlySet<string> = new Set([
  'deno.land:443',
  'jsr.io:443',
  'esm.sh:443',
  'raw.esm.sh:443',
  'cdn.jsdelivr.net:443',
  'raw.githubusercontent.com:443',
  'gist.githubusercontent.com:443',
])

/** What to do instead of writing a flag here, by its name. */
const advice: ReadonlyMap<string, string> = new Map([
  ...each('--target', 'the input `targets` names what is compiled'),
  ...each('--output -o', 'the inputs `names` and `output-dir` say what the files are called'),
  ...each('--app-name', 'the input `name` says what the program is called'),
  ...each('--config -c --no-config', 'the input `config` names the configuration'),
  ...each('--include', 'the input `include` names what is put in as well'),
  ...each('--exclude', 'the input `exclude` names what is left out'),
  ...each(
    '--env-file --env',
    'it would write the values of the file into the binary, readable for everybody; let the program read its variables when it starts',
  ),
  ...each(
    '--unsafely-ignore-certificate-errors --cert',
    'it would change in the binary which certificates are trusted',
  ),
  ...each(
    '--frozen --frozen-lockfile --lock --no-lock --lock-write --cached-only --reload -r --no-remote --no-npm --node-modules-dir --node-modules-linker --vendor --min-dep-age --import-map',
    'the action decides what is fetched: what the lock file of the commit names, and nothing else',
  ),
  ...each('--check --no-check', 'the action checks the types once, for all targets'),
  ...each('--quiet -q --log-level -L', 'deno would write it into the binary'),
  ...each(
    '--inspect --inspect-brk --inspect-wait --inspect-publish-uid',
    'a binary for others starts no debugger',
  ),
  ...each('--watch --watch-exclude --no-clear-screen --hmr', 'a release is compiled once'),
  ...each('--bundle --minify', 'deno gives the bundle a random name, so a second build is never equal'),
  ...each('--engine', 'the action compiles for the V8 that the sums of `denort-sums` are of'),
  ...each(
    '--v8-flags --seed --location --preload --require --conditions --ext --no-code-cache --unstable',
    'it is not in the list of flags that this action passes on',
  ),
])

function each(flags: string, what: string): readonly (readonly [string, string])[] {
  return flags.split(' ').map((flag) => [flag, what] as const)
}

/** Returns why a flag of `deno compile` has no place in `permissions` and `flags`; undefined if it is none of those. */
export function adviceFor(name: string): string | undefined {
  return advice.get(name)
}

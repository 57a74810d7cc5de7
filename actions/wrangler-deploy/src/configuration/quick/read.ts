import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseJsonc } from '@suite/config-file/jsonc'
import { parse as parseToml } from 'smol-toml'
import * as z from 'zod/mini'
import { type Reading, reading } from '../interpret.ts'
import { namesPrototype } from '../names-prototype.ts'

/** The files that wrangler looks for in each folder upward, and the file that redirects it to another one. */
const names = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml'] as const
const redirect = '.wrangler/deploy/config.json'

/** Members that change what the rest means. A file with one of them is left to wrangler. */
const special = ['route', 'legacy_env', 'service_environments', 'pages_build_output_dir', 'unsafe', 'extends']

/** Members that an environment inherits from the top level unless it has its own. It inherits no others. */
const inherited = [
  'access',
  'account_id',
  'addresses',
  'assets',
  'build',
  'cache',
  'exports',
  'limits',
  'logfwdr',
  'logpush',
  'migrations',
  'observability',
  'placement',
  'preview_urls',
  'routes',
  'site',
  'triggers',
  'workers_dev',
] as const

/**
 * Reads a configuration without loading wrangler, which alone takes as long as a deploy. It validates nothing: what
 * wrangler says that it deployed is compared with it afterwards, and `check` lets wrangler validate.
 * @returns undefined if only wrangler is sure of the meaning; the rules are those of wrangler 4
 */
export async function readQuickly(
  folder: string,
  { config, environment }: { readonly config: string | undefined; readonly environment: string | undefined },
): Promise<Reading | undefined> {
  const path = config === undefined ? await findConfiguration(folder) : resolve(folder, config)
  const text = path && (await readFile(path, 'utf8').catch(() => undefined))
  if (path === undefined || text === undefined) return undefined
  return readConfigurationText(text, path.endsWith('.toml') ? 'toml' : 'jsonc', environment)
}

/** Returns what a text means; undefined if only wrangler is sure of the meaning. */
export function readConfigurationText(
  text: string,
  format: 'toml' | 'jsonc',
  environment: string | undefined,
): Reading | undefined {
  const written = parse(text, format === 'toml' ? parseToml : readJsonc)
  if (namesPrototype(written)) return undefined
  const raw = z.safeParse(block, written)
  const resolved = raw.success ? resolveEnvironment(raw.data, environment) : undefined
  return z.safeParse(reading, resolved).data
}

/** Returns undefined if the text cannot be parsed: wrangler describes best what is wrong. */
function parse(text: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(text)
  } catch {
    return undefined
  }
}

/** Returns undefined if the text is not JSON with comments and trailing commas. */
function readJsonc(text: string): unknown {
  const { value, problems } = parseJsonc(text.replace(/^\uFEFF/, ''))
  return problems.length > 0 ? undefined : value
}

/** Returns the only configuration in the folder and above it; undefined if there is none, several, or a redirect. */
async function findConfiguration(folder: string): Promise<string | undefined> {
  const found: string[] = []
  for (let level = folder; ; level = dirname(level)) {
    if (await isThere(join(level, redirect))) return undefined
    for (const name of names) if (await isThere(join(level, name))) found.push(join(level, name))
    if (dirname(level) === level) break
  }
  return found.length === 1 ? found[0] : undefined
}

const block = z.record(z.string(), z.unknown())
const blocksByName = z.record(z.string(), block)

/** Returns undefined if a block has a member whose meaning only wrangler knows. */
function resolveEnvironment(raw: Record<string, unknown>, wanted: string | undefined): unknown {
  const { env = {}, ...topLevel } = raw
  const { data: environments } = z.safeParse(blocksByName, env)
  if (environments === undefined) return undefined
  const blocks = [topLevel, ...Object.values(environments)]
  if (blocks.some((block) => special.some((key) => key in block)) || typeof raw.name !== 'string')
    return undefined
  const named = Object.keys(environments)
  const own = wanted !== undefined && named.includes(wanted) ? environments[wanted] : undefined
  if (own === undefined) return { built: false, environments: named, own: topLevel, topLevel }
  const passedOn = inherited.flatMap((key) => (key in topLevel ? [[key, topLevel[key]]] : []))
  return {
    built: false,
    environments: named,
    environment: wanted,
    own: { name: `${raw.name}-${wanted}`, ...Object.fromEntries(passedOn), ...own },
    topLevel,
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

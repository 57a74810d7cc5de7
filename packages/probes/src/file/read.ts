import type { ConfigSource } from '@suite/config-file'
import { configFileReasons } from '@suite/config-file/reasons'
import { UsageError } from '@suite/errors'
import { loadRegExpEngine } from '@suite/matchers'
import { kinds } from '../kinds/index.ts'
import type { Probe } from '../probe.ts'
import { usualEcho } from '../version.ts'
import type { Defaults, Plan } from './plan.ts'
import { readPreset } from './preset.ts'
import type { Reader } from './reader.ts'
import { refuseMisplaced } from './refuse-unknown.ts'
import { type ProbeEntry, probeFileSchema } from './schema.ts'

/**
 * Reads a probe file. The parser of YAML is loaded for it, and the engine for patterns only if the file has one.
 * @throws UsageError `config-invalid` with every problem at its file, line and column
 */
export async function readProbeFile(source: ConfigSource, defaults: Defaults): Promise<Plan> {
  const { readConfigFile } = await import('@suite/config-file')
  const file = readConfigFile(source, probeFileSchema)
  const { version = {} } = file.value
  const entries: readonly ProbeEntry[] = file.value.probes ?? []
  const compile = hasPattern(entries) ? await loadRegExpEngine() : undefined
  const reader: Reader = { file, problems: [], secrets: defaults.secrets ?? new Map(), compile }
  refuseMisplaced(reader, file.value.version, ['version'], [])
  const preset = readPreset(reader, file.value.preset, defaults)
  const ready = preset?.probes ?? []
  const names = new Set(ready.map(({ name }) => name))
  const written = entries.flatMap((entry, index) => {
    const path = ['probes', index]
    if (names.has(entry.name))
      reader.problems.push({ what: `a second probe named ${entry.name}`, at: file.locate([...path, 'name']) })
    names.add(entry.name)
    return readEntry(reader, entry, path, defaults)
  })
  const described = [...ready, ...written]
  const added = addedTo(described, defaults)
  for (const { probe, input } of added)
    if (names.has(probe.name))
      reader.problems.push({
        what: `the name ${probe.name} is taken, which the probe for ${input} has`,
        at: file.locate([file.value.probes ? 'probes' : 'preset']),
      })
  if (reader.problems.length > 0)
    throw new UsageError(configFileReasons['config-invalid'], reader.problems, `Correct ${file.path}.`)
  const { header = usualEcho.header, json, required = usualEcho.required } = version
  return {
    source: file.path,
    echo: { header: header.toLowerCase(), json, required },
    probes: [...described, ...added.map(({ probe }) => probe)],
    preset,
  }
}

/** Returns the probe of an entry. The schema accepts only entries of exactly one kind. */
function readEntry(
  reader: Reader,
  entry: ProbeEntry,
  path: readonly PropertyKey[],
  defaults: Defaults,
): Probe[] {
  const { name, family } = entry
  return kinds
    .filter((kind) => entry[kind.name] !== undefined)
    .map((kind) => {
      const at = [...path, kind.name]
      refuseMisplaced(reader, entry[kind.name], at, kind.filled ?? [])
      return kind.read(entry[kind.name], { reader, path: at, named: { name, family }, defaults })
    })
}

/** Returns the probes that the inputs ask for, of kinds that the file does not have. */
function addedTo(described: readonly Probe[], defaults: Defaults) {
  return kinds
    .filter(({ name }) => !described.some(({ kind }) => kind === name))
    .map((kind) => kind.added?.(defaults))
    .filter((added) => added !== undefined)
}

function hasPattern(entries: readonly ProbeEntry[]): boolean {
  return JSON.stringify(entries).includes('"pattern":')
}

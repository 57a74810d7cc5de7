import { counted } from '@suite/report'
import type { Inspection } from '../binary/inspect.ts'
import type { Shown } from '../binary-facts.ts'

/** Returns what a binary holds besides its permissions, for the one who approves the release. */
export function shownOf({
  metadata,
  files,
  remoteModules,
  npmPackages,
  unusedBytes,
}: Inspection): readonly Shown[] {
  const { raw } = metadata
  const otel = raw.otel_config
  const shown: readonly Shown[] = [
    { label: 'arguments', values: metadata.arguments },
    { label: 'preloads', values: metadata.preloads },
    { label: 'unstable features', values: metadata.unstable },
    { label: 'V8 flags', values: metadata.v8Flags },
    { label: 'location', values: listOf(raw.location) },
    { label: 'address for error reports', values: listOf(raw.error_reporting_url) },
    { label: 'address for updates', values: listOf(raw.release_base_url) },
    { label: 'telemetry', values: otel.tracing_enabled || otel.metrics_enabled ? ['on'] : [] },
    { label: 'unpacked to disk when it starts', values: listOf(raw.self_extracting) },
    {
      label: 'embedded files',
      values: files.map(({ path, target }) => (target === undefined ? path : `${path} → ${target}`)),
    },
    { label: 'modules from the network', values: remoteModules },
    { label: 'npm packages', values: npmPackages },
    { label: 'contents that no file uses', values: unusedBytes === 0 ? [] : [counted(unusedBytes, 'byte')] },
  ]
  return shown.filter(({ values }) => values.length > 0)
}

function listOf(value: string | null | undefined): readonly string[] {
  return value === null || value === undefined ? [] : [value]
}

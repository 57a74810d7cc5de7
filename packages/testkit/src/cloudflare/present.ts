import type {
  AccountState,
  DomainState,
  RouteState,
  StoredBinding,
  StoredDeployment,
  StoredVersion,
  WorkerState,
} from './state.ts'

const author = { author_email: 'ci@example.test', author_id: 'f0'.repeat(16) }

export const accountJson = ({ id, name }: AccountState) => ({ id, name, type: 'standard', settings: {} })

/** Returns a binding for an answer. The values of secrets never leave Cloudflare. */
export function bindingJson({ text, ...binding }: StoredBinding) {
  return binding.type === 'secret_text' || text === undefined ? binding : { ...binding, text }
}

export function listedVersionJson(version: StoredVersion) {
  return {
    id: version.id,
    number: version.number,
    metadata: {
      ...author,
      created_on: version.createdAt,
      modified_on: version.createdAt,
      source: version.source,
      has_preview: true,
      hasPreview: true,
    },
    annotations: version.annotations,
  }
}

export function versionJson(version: StoredVersion) {
  const { compatibility_date, compatibility_flags = [], usage_model = 'standard' } = version.metadata
  return {
    ...listedVersionJson(version),
    startup_time_ms: 7,
    resources: {
      bindings: version.bindings.map(bindingJson),
      script: {
        etag: version.id.replaceAll('-', ''),
        handlers: ['fetch'],
        named_handlers: [],
        last_deployed_from: version.source,
      },
      script_runtime: { compatibility_date, compatibility_flags, usage_model },
    },
  }
}

export function deploymentJson({ id, source, createdAt, versions, annotations }: StoredDeployment) {
  return {
    id,
    source,
    strategy: 'percentage',
    author_email: author.author_email,
    created_on: createdAt,
    annotations,
    versions: versions.map(({ versionId, percentage }) => ({ version_id: versionId, percentage })),
  }
}

/** Returns a Worker as the `services` endpoints show it. */
export function serviceJson(worker: WorkerState) {
  return { id: worker.name, default_environment: environmentJson(worker), environments: [] }
}

export function environmentJson(worker: WorkerState) {
  const [latest] = worker.versions
  return {
    environment: 'production',
    created_on: worker.versions.at(-1)?.createdAt,
    modified_on: latest?.createdAt,
    script: {
      id: worker.name,
      tag: worker.tag,
      tags: worker.scriptSettings.tags ?? [],
      etag: latest?.id.replaceAll('-', ''),
      handlers: ['fetch'],
      last_deployed_from: worker.lastDeployedFrom,
      compatibility_date: latest?.metadata.compatibility_date,
      compatibility_flags: latest?.metadata.compatibility_flags ?? [],
      usage_model: 'standard',
      migration_tag: worker.migrationTag,
    },
  }
}

/** Returns a Worker as the `workers` endpoints show it. */
export function workerJson(worker: WorkerState) {
  return {
    id: worker.tag,
    name: worker.name,
    subdomain: worker.subdomain,
    tags: worker.scriptSettings.tags ?? [],
    created_on: worker.versions.at(-1)?.createdAt,
  }
}

export function routeJson({ id, pattern, script }: RouteState) {
  return { id, pattern, ...(script === undefined ? {} : { script }), request_limit_fail_open: false }
}

export function domainJson({ id, hostname, service, environment, zoneId, zoneName }: DomainState) {
  return { id, hostname, service, environment, zone_id: zoneId, zone_name: zoneName, cert_id: id }
}

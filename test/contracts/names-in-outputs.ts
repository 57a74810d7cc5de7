/**
 * Why no name that somebody else chose can be in an output, or `named`: the action's own test/hostile-names.test.ts
 * puts hostile names into it.
 */
type Source = 'named' | { readonly never: string }

const id = (of: string): Source => ({ never: `the id that ${of} gives` })
const digest: Source = { never: 'a SHA-256 in hexadecimal' }
const addresses: Source = { never: 'addresses as the type URL encodes them' }
const evidenceFile: Source = { never: 'a fixed name below a folder that the action creates' }

/** Every output that holds text, by its action. Numbers and flags hold none, and verdict and reason are of the contract. */
export const namesInOutputs: Readonly<Record<string, Readonly<Record<string, Source>>>> = {
  'cf-probes': {
    probes: 'named',
    'proof-dir': 'named',
    'evidence-path': 'named',
    'evidence-digest': digest,
    'artifact-id': id('the service of artifacts'),
  },
  'coverage-patch-gate': {
    uncovered: 'named',
    'report-path': { never: 'letters, digits and hyphens below a folder of the runner' },
    'badge-path': { never: 'the input of that name, which the author of the workflow wrote' },
  },
  'deno-multi-target-compile': {
    assets: { never: 'made of the input `name` and of targets, which both have a shape' },
    'manifest-path': { never: 'a fixed name below the input output-dir' },
    'checksums-path': { never: 'a fixed name below the input output-dir' },
    'sbom-path': { never: 'the input `name`, which has a shape, below the input output-dir' },
    version: 'named',
    commit: { never: 'an id of git' },
    permissions: 'named',
  },
  'label-by-path': {
    'new-labels': 'named',
    'all-labels': 'named',
    'removed-labels': 'named',
    decision: 'named',
  },
  'node-checks': { 'package-manager': 'named', ran: 'named' },
  'promote-runtime-pin': {
    digest: 'named',
    'previous-digest': 'named',
    'evidence-path': evidenceFile,
    'evidence-digest': digest,
  },
  'release-publish': { 'release-id': id('the forge'), 'release-url': 'named', assets: 'named' },
  'require-proofs': { 'required-by': 'named', proofs: 'named', missing: 'named' },
  'verify-runtime-pin': {
    'actual-digest': 'named',
    'evidence-path': evidenceFile,
    'evidence-digest': digest,
  },
  'wrangler-deploy': {
    'version-id': id('Cloudflare'),
    'previous-version-id': id('Cloudflare'),
    'deployment-id': id('Cloudflare'),
    'deployment-url': addresses,
    urls: addresses,
    traffic: { never: 'the ids that Cloudflare gives, and numbers' },
    drift: 'named',
    'wrangler-version': { never: 'a version, which is compared as numbers before anything runs' },
  },
}

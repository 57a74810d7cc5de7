// Stands in for `actions/attest`: writes a bundle about the subjects in a file of sums. In the place of a certificate it
// has what the certificate would say, and in the place of the signature nothing. Like the original, it takes the name of
// a file that is not there for a list of sums, and finds no subject in it. On Gitea it fails.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

if (process.env.GITEA_ACTIONS === 'true') {
  console.log('::error::there is no token that says which workflow this is')
  process.exit(1)
}
const { SUBJECTS = '', SBOM = '', RUNNER_TEMP = '', GITHUB_OUTPUT = '', ...env } = process.env
const text = existsSync(SUBJECTS) ? readFileSync(SUBJECTS, 'utf8') : SUBJECTS
const subject = text
  .split('\n')
  .filter((line) => line.includes(' '))
  .map((line) => ({ name: line.slice(66), digest: { sha256: line.slice(0, 64) } }))
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject,
  predicateType: SBOM ? 'https://cyclonedx.org/bom' : 'https://slsa.dev/provenance/v1',
  predicate: SBOM ? JSON.parse(readFileSync(SBOM, 'utf8')) : {},
}
const { GITHUB_REPOSITORY, GITHUB_WORKFLOW_REF, GITHUB_REF, GITHUB_SHA } = env
const identity = { GITHUB_REPOSITORY, GITHUB_WORKFLOW_REF, GITHUB_REF, GITHUB_SHA }
const bundle = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { certificate: { rawBytes: encode(identity) } },
  dsseEnvelope: {
    payload: encode(statement),
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: '' }],
  },
}
const path = join(mkdtempSync(join(RUNNER_TEMP, 'attestation-')), 'attestation.json')
writeFileSync(path, JSON.stringify(bundle))
appendFileSync(GITHUB_OUTPUT, `bundle-path=${path}\n`)

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64')
}

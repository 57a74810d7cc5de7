// Stands in for the `gh` of a runner. `gh attestation verify` checks what the original checks, except for signatures:
// attest.ts writes none.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repo: text,
    bundle: text,
    'predicate-type': text,
    'signer-workflow': text,
    'source-ref': text,
    'source-digest': text,
  },
})

if (!process.env.GH_TOKEN) fail('no token')
if (positionals.slice(0, 2).join(' ') === 'attestation verify') verify(positionals[2] ?? '')
else fail(`the stand-in does not know: gh ${positionals.join(' ')}`)

function verify(file: string) {
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
  const { verificationMaterial, dsseEnvelope } = JSON.parse(readFileSync(values.bundle ?? '', 'utf8'))
  const { subject, predicateType } = decode(dsseEnvelope.payload)
  const signer = decode(verificationMaterial.certificate.rawBytes)
  if (!subject.some(({ digest }: { digest: { sha256: string } }) => digest.sha256 === sha256))
    fail(`${file} is not a subject of ${values.bundle}`)
  const wanted = {
    predicateType: [predicateType, values['predicate-type']],
    repository: [signer.GITHUB_REPOSITORY, values.repo],
    workflow: [signer.GITHUB_WORKFLOW_REF?.split('@')[0], values['signer-workflow']],
    ref: [signer.GITHUB_REF, values['source-ref']],
    commit: [signer.GITHUB_SHA, values['source-digest']],
  }
  for (const [name, [found, expected]] of Object.entries(wanted))
    if (!expected || found !== expected) fail(`the ${name} of ${values.bundle} is ${found}, not ${expected}`)
  console.log(`verified ${file}`)
}

function decode(encoded: string) {
  return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
}

function fail(why: string): never {
  console.error(why)
  process.exit(1)
}

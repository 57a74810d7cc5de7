import { readFileSync } from 'node:fs'
import { commonReasons, UsageError } from '@suite/errors'

/**
 * Returns the certificates of the input `ca-file`, as PEM text.
 * @throws UsageError `input-invalid` if the file cannot be read or contains no certificate
 */
export function readCertificates(file: string): string {
  const wrong = (what: string, cause?: unknown) =>
    new UsageError(
      commonReasons['input-invalid'],
      `input ca-file names ${file}, which ${what}`,
      'Give the path of a file with -----BEGIN CERTIFICATE----- blocks.',
      { cause },
    )
  let pem: string
  try {
    pem = readFileSync(file, 'utf8')
  } catch (cause) {
    throw wrong('cannot be read', cause)
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw wrong('holds no PEM certificate')
  return pem
}

// Stands in for the builder of `docker buildx`: pushes an image to a registry on loopback, and prints its digest.
// Usage: push-image.ts <host/path> <revision> <comma-separated platforms>
import { pushImage } from '@suite/testkit/oci-registry'

const [image = '', revision = '', platforms = ''] = process.argv.slice(2)
const slash = image.indexOf('/')
const { digest } = await pushImage(
  { url: `http://${image.slice(0, slash)}`, repository: image.slice(slash + 1), tag: 'main' },
  {
    platforms: platforms.split(','),
    labels: { 'org.opencontainers.image.revision': revision },
    content: revision,
    attestations: true,
  },
)
console.log(digest)

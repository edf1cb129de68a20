// Serves one invented person over ActivityPub, with WebFinger, an actor document and a page that links back, over TLS.
// usage: node activitypub.mjs KEY.pem CERT.pem HOST      prints {"port": N} and serves until standard input ends
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { createFederation, Endpoints, Image, MemoryKvStore, Person, PropertyValue } from '@fedify/fedify'

const [key, cert, host] = process.argv.slice(2)
const federation = createFederation({ kv: new MemoryKvStore() })

federation.setActorDispatcher('/users/{identifier}', (context, identifier) => {
  if (identifier !== 'jane') return null
  return new Person({
    id: context.getActorUri(identifier),
    preferredUsername: identifier,
    name: 'Jane Example, MD',
    summary: '<p>Cardiologist in Boston.<br>Tea &amp; hearts <script>alert(1)</script></p>',
    url: new URL(`https://${host}/@jane`),
    attachments: [
      new PropertyValue({ name: 'Home', value: `<a href="https://${host}/home" rel="me">home</a>` }),
      new PropertyValue({ name: 'Pronouns', value: 'she/her' }),
    ],
  })
})

async function answer(request) {
  const path = new URL(request.url).pathname
  if (path === '/home') {
    return new Response(`<h1>Jane Example</h1><a rel="me" href="https://${host}/@jane">me</a>`, { headers: { 'content-type': 'text/html' } })
  }
  if (path.startsWith('/api/')) return new Response('{"error":"not here"}', { status: 401, headers: { 'content-type': 'application/json' } })
  return federation.fetch(request, { contextData: undefined })
}

const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, async (request, response) => {
  const headers = new Headers(Object.entries(request.headers).filter(([, v]) => typeof v === 'string'))
  const made = await answer(new Request(`https://${host}${request.url}`, { method: request.method, headers }))
  response.writeHead(made.status, Object.fromEntries(made.headers))
  response.end(Buffer.from(await made.arrayBuffer()))
})
server.listen(0, '127.0.0.1', () => process.stdout.write(JSON.stringify({ port: server.address().port }) + '\n'))
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))

// Starts a real Bluesky network of invented people (identity directory, PDS, AppView) and obeys one word a line:
// rename, takedown, label, quit. Each answer is one line of JSON on standard output. Nobody here exists.
import readline from 'node:readline'
import { TestNetwork, SeedClient, EXAMPLE_LABELER } from '@atproto/dev-env'

const say = (value) => process.stdout.write(JSON.stringify(value) + '\n')

const network = await TestNetwork.create({ dbPostgresSchema: 'credcheck', ozone: { enabled: false } })
const client = network.getSeedClient ? network.getSeedClient() : new SeedClient(network, network.pds.getClient())

async function account(name, displayName, description, labels) {
  await client.createAccount(name, { email: `${name}@example.test`, handle: `${name}.test`, password: `${name}-pass` })
  const did = client.dids[name]
  await client.agent.api.app.bsky.actor.profile.create(
    { repo: did, rkey: 'self' },
    { displayName, description, ...(labels ? { labels: { $type: 'com.atproto.label.defs#selfLabels', values: labels.map((val) => ({ val })) } } : {}) },
    client.getHeaders(did),
  )
  return did
}

const dids = {
  jane: await account('jane', 'Jane Example, MD', 'Cardiologist in Boston. NPI 1234567893'),
  shy: await account('shy', 'Shy Sample', 'Nurse', ['!no-unauthenticated']),
  bot: await account('robo-sample', 'Robot Sample', 'Counts steps', ['bot']),
  gone: await account('gone', 'Gone Sample, MD', 'Surgeon'),
}
await network.processAll()
say({ bsky: network.bsky.url, pds: network.pds.url, plc: network.plc.url, labeler: EXAMPLE_LABELER, dids })

const words = {
  async rename() {
    await client.agent.api.com.atproto.identity.updateHandle({ handle: 'jane-sample.test' }, { headers: client.getHeaders(dids.jane), encoding: 'application/json' })
    await network.processAll()
  },
  async takedown() {
    await network.bsky.ctx.dataplane.takedownActor({ did: dids.gone })
  },
  async label() {
    const now = new Date().toISOString()
    await network.bsky.db.db.insertInto('label')
      .values({ src: EXAMPLE_LABELER, uri: dids.jane, cid: '', val: 'impersonation', neg: false, cts: now, exp: null })
      .execute()
  },
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim() === 'quit') break
  try {
    await words[line.trim()]()
    say({ done: line.trim() })
  } catch (error) {
    say({ failed: line.trim(), why: String(error) })
  }
}
await network.close()
process.exit(0)

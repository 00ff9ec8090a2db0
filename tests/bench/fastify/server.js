// The scores of a FillNet file over HTTP, as a Node service gives them: the other side of runtime_bench.sh.
//   node server.js MODEL.json       prints the port it took
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fastify from 'fastify'

const bytes = readFileSync(process.argv[2])
const model = JSON.parse(bytes)
const sha256 = createHash('sha256').update(bytes).digest('hex')
const NAMES = ['lpSol', 'congestionScore', 'spreadBps', 'volatilityBps', 'ageSec', 'rugProb', 'slippageBps']

const clamp = (x) => Math.max(0, Math.min(1, x))
const dot = (w, x) => {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += w[i] * x[i]
  return sum
}

function score(context) {
  for (const name of NAMES) {
    const value = context[name]
    if (value !== undefined && value !== null && !Number.isFinite(value)) {
      const error = new Error(`${name} is not a number`)
      error.statusCode = 400
      throw error
    }
  }
  const spread = context.spreadBps ?? 0
  const x = [
    1,
    clamp((context.lpSol ?? 0) / 50),
    context.congestionScore ?? 0.5,
    clamp(1 - spread / 200),
    clamp(1 - (context.volatilityBps ?? spread) / 300),
    clamp((context.ageSec ?? 0) / 600),
    clamp(1 - (context.rugProb ?? 0.5)),
    clamp(Math.max(1, context.slippageBps ?? 0) / 300)
  ]
  return {
    pFill: 1 / (1 + Math.exp(-dot(model.wFill, x))),
    expSlipBps: Math.max(1, Math.round(dot(model.wSlip, x))),
    expTimeMs: Math.max(50, Math.round(dot(model.wTime, x))),
    sha256
  }
}

const one = {
  type: 'object',
  properties: {
    pFill: { type: 'number' },
    expSlipBps: { type: 'integer' },
    expTimeMs: { type: 'integer' },
    sha256: { type: 'string' }
  }
}
const app = fastify({ logger: false, bodyLimit: 1048576 })
app.post('/score', { schema: { response: { 200: one } } }, (request) => score(request.body))
app.post('/scores', { schema: { response: { 200: { type: 'array', items: one } } } }, (request) =>
  request.body.map(score)
)
await app.listen({ host: '127.0.0.1', port: 0 })
console.log(app.server.address().port)

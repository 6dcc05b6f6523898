import { describe, expect, test } from 'vitest'
import { describeConfig, parseConfig } from '../src/config.ts'

describe('the configuration', () => {
  test('has a default for everything but secrets', () => {
    const config = parseConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, databaseUrl: null, blobUrl: null })
    expect(config.rateLimits).toEqual({ challenge: 30, capture: 20, write: 120, read: 600, login: 5 })
    expect([config.masterKey, config.metricsToken, config.masterKeyFile]).toEqual([null, null, null])
  })

  test('counts an empty variable as absent', () => {
    expect(parseConfig({ DATABASE_URL: '', PORT: '' }).port).toBe(8080)
  })

  test('names what is wrong, never the value', () => {
    const secret = 'postgres-with-a-typo://user:hunter2@db/x'
    const attempt = () => parseConfig({ DATABASE_URL: secret, PORT: '99999' })
    expect(attempt).toThrow(expect.objectContaining({ code: 'config_invalid' }))
    expect(attempt).toThrow(/DATABASE_URL.*PORT|PORT.*DATABASE_URL/)
    expect(attempt).not.toThrow(/hunter2/)
  })

  test('does not trust every proxy at once', () => {
    expect(() => parseConfig({ TRUST_PROXY: 'true' })).toThrow(/TRUST_PROXY/)
    expect(parseConfig({ TRUST_PROXY: '1' }).trustProxy).toBe(1)
    expect(parseConfig({ TRUST_PROXY: '10.0.0.0/8' }).trustProxy).toBe('10.0.0.0/8')
  })

  test('is printed without its secrets', () => {
    const secrets = {
      DATABASE_URL: 'postgres://kartu:hunter2@db.example/kartu?sslpassword=hunter2',
      BLOB_URL: 's3://bucket/prefix?secretKey=hunter2',
      MASTER_KEY: '1:hunter2',
      METRICS_TOKEN: 'hunter2-hunter2-hunter2',
      AWS_SECRET_ACCESS_KEY: 'hunter2',
      AWS_ACCESS_KEY_ID: 'hunter2',
      AWS_SESSION_TOKEN: 'hunter2',
    }
    const lines = JSON.stringify(describeConfig(parseConfig(secrets)))
    expect(lines).not.toContain('hunter2')
    expect(lines).toContain('db.example')
  })
})

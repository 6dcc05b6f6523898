/** The examples of the product's specification, to the letter; of alternatives (`a | b`) the one named is taken. */

export const CHALLENGE_RESPONSE = {
  flashChallenge: {
    id: 'fc_01HXY...',
    purpose: 'ktp',
    nonce: '9f8e7d6c-...',
    colors: ['#FF0000', '#00FF00', '#0000FF', '#FFFFFF', '#000000'],
    holdMs: [500, 300, 400, 500, 400],
    expiresAt: '2026-05-24T08:15:52.481Z',
    hmacSecret: 'qe_whsec_...',
  },
}

/** The specification lists the members of a request in a table; the values are ours. */
export const CAPTURE_REQUEST = {
  customerId: 'cus_01HXY...',
  bundle: {
    version: '1.0',
    sdkVersion: '2.3.1',
    platform: 'web',
    frames: ['/9j/4AAQSkZJRg=='],
    capturedAt: '2026-05-24T08:14:52.481Z',
    signature: '0'.repeat(64),
    flashChallengeNonce: '9f8e7d6c-...',
    flashSamples: [{ tMs: 120, meanR: 201.5, meanG: 80, meanB: 77 }],
    ocrFields: { nik: '3171012501900000', fullName: 'SPESIMEN' },
    ocrConfidence: { nik: 0.98, fullName: 0.91 },
  },
  hmacKey: 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k',
}

/** Of the request, what the specification requires and nothing else. */
export const CAPTURE_REQUEST_LEAST = {
  customerId: CAPTURE_REQUEST.customerId,
  bundle: {
    version: '1.0',
    sdkVersion: '2.3.1',
    platform: 'web',
    frames: ['/9j/4AAQSkZJRg=='],
    capturedAt: '2026-05-24T08:14:52.481Z',
    signature: '0'.repeat(64),
  },
}

export const CAPTURE_RESPONSE = {
  verification: { id: 'ver_01HXY...', status: 'verified', score: 87 },
  ktpBundle: { id: 'ktpb_01HXY...', verdict: 'passed', assuranceTier: 'high', framesStored: 1 },
  antiSpoof: {
    fused: 'live',
    assuranceTier: 'high',
    voters: [{ name: 'flash_reflectance', passed: true }],
    passed: 4,
    present: 6,
  },
  tamper: {
    fused: 'authentic',
    voters: [
      { name: 'nik_consistency', passed: true, reason: 'checksum ok' },
      { name: 'font_match', passed: true, reason: 'Arial Latin Indonesian' },
      { name: 'hologram_check', passed: false, reason: 'no reflective specular ring' },
    ],
  },
  faceEnrolment: { id: 'fe_01HXY...', fallbackStub: false, modelId: 'qe-face-v3' },
}

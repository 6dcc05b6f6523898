/**
 * Every error an integrator can meet: the one table that the server answers from, the OpenAPI document lists and
 * docs/ERRORS.md prints (contract §9). A code never changes its meaning. `sentence` is what the wire says; it carries no
 * value of the request. `when` tells the integrator what happened and what to do.
 */
export const ERRORS = {
  validation_failed: {
    status: 400,
    sentence: 'The request does not have the expected form.',
    when: 'A field is missing, of the wrong type or out of range; details.fieldErrors names each field. Correct the request.',
  },
  json_invalid: {
    status: 400,
    sentence: 'The body is not valid JSON.',
    when: 'The body is not UTF-8 I-JSON (RFC 7493): broken grammar, half a surrogate pair, a number no double can hold, or a forbidden key.',
  },
  duplicate_json_key: {
    status: 400,
    sentence: 'The body names a key twice in one object.',
    when: 'Parsers disagree about which of two equal keys counts, so neither does. Send each key once.',
  },
  json_too_deep: {
    status: 400,
    sentence: 'The body nests too many objects or arrays.',
    when: 'Objects and arrays are nested deeper than the limit.',
  },
  json_too_complex: {
    status: 400,
    sentence: 'The body holds too many values.',
    when: 'The body has more members and elements than any legal request. Send fewer samples.',
  },
  token_in_query: {
    status: 400,
    sentence: 'A token must not be sent in the query string.',
    when: 'A key or token stood in the URL, where proxies and logs keep it. Send it in the Authorization header, and replace the key.',
  },
  unauthorised: {
    status: 401,
    sentence: 'The request carries no valid key or session.',
    when: 'The Authorization header is missing or malformed, the key is unknown or revoked, or the session of the desk has ended.',
  },
  client_token_expired: {
    status: 401,
    sentence: 'The client token has expired.',
    when: 'A browser token outlived its ttlMs. Let your server issue another one.',
  },
  credentials_invalid: {
    status: 401,
    sentence: 'The e-mail address, the password or the code is not right.',
    when: 'Nobody has this address, the password or the code is wrong, the code was used before, or the account is disabled: the answer does not say which.',
  },
  totp_required: {
    status: 401,
    sentence: 'The account asks for a code as well.',
    when: 'The password was right and the account has a second step. Send the same request again with totpCode.',
  },
  scope_missing: {
    status: 403,
    sentence: 'The key lacks the scope that this operation asks for.',
    when: 'details.scope names the missing scope. Issue a key that has it.',
  },
  origin_not_allowed: {
    status: 403,
    sentence: 'The request comes from an origin that may not make it.',
    when: 'A browser token came from an origin outside its list (add the origin when issuing the token), or a request in a session of the desk from another page than its own.',
  },
  customer_not_allowed: {
    status: 403,
    sentence: 'The client token belongs to another customer.',
    when: 'A browser token named a customerId other than the one it was issued for.',
  },
  operation_not_allowed: {
    status: 403,
    sentence: 'This kind of token may not use this operation.',
    when: 'Browser tokens are good for the two KTP endpoints only; keys are not for operations of the desk, which ask for a person in a session.',
  },
  role_missing: {
    status: 403,
    sentence: 'This role may not do that.',
    when: 'details.roles names the roles that may. Ask an administrator of your organisation.',
  },
  password_change_required: {
    status: 403,
    sentence: 'The first password must be changed before anything else.',
    when: 'Somebody else has seen the one-time password. Change it with POST /api/desk/session/password.',
  },
  four_eyes_required: {
    status: 403,
    sentence: 'Another person must look at this decision.',
    when: 'Whoever proposed a decision can neither confirm nor decline it. Leave it to a colleague.',
  },
  decision_of_another: {
    status: 403,
    sentence: 'Only who decided may take the decision back.',
    when: "The decision is another user's. Override it instead.",
  },
  view_required: {
    status: 403,
    sentence: 'The pictures of this capture are sealed.',
    when: 'Nobody has opened them in this session within the last 15 minutes. Open them with POST /api/desk/reviews/{bundleId}/views, saying what for.',
  },
  not_found: {
    status: 404,
    sentence: 'There is no such thing.',
    when: 'The id or the path is unknown, or belongs to another organisation.',
  },
  method_not_allowed: {
    status: 405,
    sentence: 'This path does not take that method.',
    when: 'The path exists, the method does not. See the API reference.',
  },
  challenge_consumed: {
    status: 409,
    sentence: 'The flash challenge has been used already.',
    when: 'Another capture with a valid signature consumed the challenge. Ask for another challenge and capture again.',
  },
  idempotency_key_reused: {
    status: 409,
    sentence: 'The Idempotency-Key was used with another request.',
    when: 'One key stands for one request. Use a fresh key for a different body.',
  },
  idempotency_in_flight: {
    status: 409,
    sentence: 'A request with this Idempotency-Key is still being worked on.',
    when: 'Two requests with one key overlapped. Wait a moment and send the same request again.',
  },
  verification_already_overridden: {
    status: 409,
    sentence: 'The verification has been overridden already.',
    when: 'Verifications are immutable and can be overridden once. Override the newer one.',
  },
  proposal_open: {
    status: 409,
    sentence: 'A decision on this verification waits for a second person already.',
    when: 'A colleague has proposed a decision. Confirm or decline it under GET /api/desk/proposals.',
  },
  proposal_closed: {
    status: 409,
    sentence: 'The proposal has been answered already.',
    when: 'Somebody confirmed or declined it, or the verification was decided otherwise.',
  },
  undo_too_late: {
    status: 409,
    sentence: 'The decision can no longer be taken back.',
    when: 'The time for undoing is over and others were told. Override the newer verification instead.',
  },
  review_claimed: {
    status: 409,
    sentence: 'Somebody else is at this case.',
    when: 'A colleague has taken the case; details.until says when it becomes free unless they prolong it.',
  },
  review_not_open: {
    status: 409,
    sentence: 'The case does not wait for anybody.',
    when: 'The case has been decided, or the service decided it by itself.',
  },
  email_taken: {
    status: 409,
    sentence: 'There is a user with this e-mail address.',
    when: 'An address signs one user in, whatever their organisation. Use another one.',
  },
  last_administrator: {
    status: 409,
    sentence: 'The organisation must keep an administrator.',
    when: 'The change would leave nobody to manage users. Make somebody else an administrator first.',
  },
  totp_enabled: {
    status: 409,
    sentence: 'The account has a second step already.',
    when: 'Give the present second step up first.',
  },
  customer_erased: {
    status: 409,
    sentence: 'The customer has been erased.',
    when: "The customer's key was destroyed on request. Create another customer to begin anew.",
  },
  frames_destroyed: {
    status: 410,
    sentence: 'The pictures of this capture are kept no longer.',
    when: 'The organisation keeps pictures for a number of days that has passed since this capture; what was read and judged stays.',
  },
  payload_too_large: {
    status: 413,
    sentence: 'The body is too large.',
    when: 'The body exceeds the limit of 32 MiB (or a smaller one that the operator set). Send fewer or smaller frames.',
  },
  frame_too_large: {
    status: 413,
    sentence: 'A frame is too large.',
    when: 'A frame exceeds 4 MiB or 16 megapixels; details.frame is its index. Scale it down: 1280 pixels of width suffice.',
  },
  unsupported_media_type: {
    status: 415,
    sentence: 'The body must be application/json.',
    when: 'The Content-Type header names another type, or none.',
  },
  webhook_target_refused: {
    status: 422,
    sentence: 'Webhooks cannot be sent to this address.',
    when: 'The url is not https, carries a password, or leads to a private, loopback or link-local address. Name a public https address; an operator may allow others (WEBHOOK_ALLOW_PRIVATE).',
  },
  signature_invalid: {
    status: 422,
    sentence: 'The signature does not fit the bundle.',
    when: 'The HMAC was computed over other bytes, with another key or in another form. Compare with vectors/signature. Nothing was consumed.',
  },
  hmac_key_mismatch: {
    status: 422,
    sentence: 'The hmacKey is not the signing key of this bundle.',
    when: 'hmacKey was sent and differs from the key that the server derived. Leave it out, or derive the key by the contract.',
  },
  challenge_unknown: {
    status: 422,
    sentence: 'No flash challenge has this nonce for this customer.',
    when: 'flashChallengeNonce was never issued, or for another customer. Ask for a challenge first.',
  },
  challenge_expired: {
    status: 422,
    sentence: 'The flash challenge has expired.',
    when: 'The capture came after expiresAt. Ask for another challenge, with a longer ttlMs if applicants need it.',
  },
  captured_at_out_of_window: {
    status: 422,
    sentence: 'The time of capture is outside the allowed window.',
    when: "capturedAt must lie between the challenge's issue and now (2 minutes of skew), or within 5 minutes without a challenge. Check the clock.",
  },
  device_unknown: {
    status: 422,
    sentence: 'No registered device has this id.',
    when: 'bundle.deviceId was never registered or has been revoked. Register the device again.',
  },
  frame_undecodable: {
    status: 422,
    sentence: 'A frame is not a readable image.',
    when: 'A frame is not padded base64 of a complete JPEG, PNG or WebP image; details.frame is its index.',
  },
  password_wrong: {
    status: 422,
    sentence: 'The present password is not right.',
    when: 'The password given to confirm the change is not the one of the account.',
  },
  totp_code_invalid: {
    status: 422,
    sentence: 'The code does not fit.',
    when: 'The code is wrong, was used before, or no second step was begun. Check the clock of the phone and enter the next code.',
  },
  rate_limited: {
    status: 429,
    sentence: 'Too many requests.',
    when: 'The limit of this key for this kind of request is used up. Wait as long as Retry-After says.',
  },
  internal: {
    status: 500,
    sentence: 'The service failed.',
    when: 'A fault of the service, recorded under requestId. Send the same request again with the same Idempotency-Key.',
  },
  queue_full: {
    status: 503,
    sentence: 'The service is busy.',
    when: 'All workers are occupied and the queue is full. Wait as long as Retry-After says and send the same request again.',
  },
  not_ready: {
    status: 503,
    sentence: 'The service is not ready.',
    when: 'The service is starting, stopping or has lost its database. Wait as long as Retry-After says.',
  },
} as const satisfies Readonly<Record<string, ErrorRow>>

interface ErrorRow {
  readonly status: number
  readonly sentence: string
  readonly when: string
}

export type ErrorCode = keyof typeof ERRORS

/** Whether a `KartuError.code` may be shown to a caller as it is; any other one becomes `internal`. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code)
}

/** The wire form of an error (contract §9). */
export interface ErrorBody {
  error: string
  code: ErrorCode
  details?: Record<string, unknown>
  requestId: string
}

/** `details` must hold no personal data: field names, indices, limits. */
export function errorBody(
  code: ErrorCode,
  requestId: string,
  details?: Readonly<Record<string, unknown>>,
): ErrorBody {
  return { error: ERRORS[code].sentence, code, ...(details && { details: { ...details } }), requestId }
}

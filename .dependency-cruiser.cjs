/** Arrows only downward. Each rule says what would go wrong without it. */
const only = (name, allowed, comment) => ({
  name: `${name}-imports-only-${allowed.length === 0 ? 'itself' : allowed.join('-')}`,
  comment,
  severity: 'error',
  from: { path: `^packages/${name}/src` },
  to: { path: '^packages/([^/]+)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
})

/** The registry's voters; what several share (a lattice, an answer to the flash) is no voter. */
const VOTERS =
  'flash-reflectance|emission-check|specular-check|screen-moire|frame-independence|copy-check|nik-consistency|font-match|field-residual|paste-edges|photo-boundary|hologram-check|claim-agreement'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no top to read from.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only('core', [], 'The domain must be testable and portable without anything.'),
    only('vision', ['core'], 'Pixels know the domain, never storage, wire or process.'),
    only('vault', ['core'], 'The sealing format must be reviewable by itself.'),
    only('contract', ['core'], 'A client must be able to install the contract alone.'),
    only(
      'specimen',
      ['core', 'contract'],
      'The simulator must not see how it is judged, or it gets tuned to it.',
    ),
    only(
      'web-sdk',
      ['core', 'vision', 'contract'],
      'What an applicant downloads carries no server and no simulator.',
    ),
    only('dashboard', ['core', 'contract'], 'The desk sees only what the contract returns.'),
    only('server', ['core', 'vision', 'vault', 'contract'], 'The service ships without the simulator.'),
    {
      name: 'pure-packages-have-no-io',
      comment:
        'core and vision must give the same answer anywhere; files, network and clocks come through ports.',
      severity: 'error',
      from: { path: '^packages/(core|vision)/src' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-voter-knows-another',
      comment: 'A voter that reads another voter is no longer one piece of evidence.',
      severity: 'error',
      from: { path: `^packages/vision/src/voters/(${VOTERS})[.]ts$` },
      to: { path: `^packages/vision/src/voters/(${VOTERS})[.]ts$` },
    },
    {
      name: 'no-deep-imports',
      comment: "Another package's inside may change any day; its exports are its promise.",
      severity: 'error',
      from: { path: '^(packages/([^/]+)|bench)/' },
      to: {
        path: '^packages/([^/]+)/src/',
        pathNot: [
          '^packages/$2/',
          '^packages/[^/]+/src/index[.]ts$',
          '^packages/vision/src/quality/',
          '^packages/vision/src/card/index[.]ts$',
          '^packages/core/src/challenge/index[.]ts$',
          '^packages/web-sdk/src/guidance/analyse-frame[.]ts$',
          '^packages/contract/src/(signature|client)/index[.]ts$',
        ],
      },
    },
    {
      name: 'no-unresolvable',
      comment: 'A broken import.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|test|examples|dist)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}

import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Types carry the rules that matter here: a promise nobody waits for is a failure nobody sees. */
export default defineConfig(
  globalIgnores(['node_modules', '.data', '**/generated']),
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An async function without await still turns a throw into a rejection, which callers here rely on.
      '@typescript-eslint/require-await': 'off',
      'eqeqeq': 'error',
      'no-console': 'error',
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  // Command line programs talk to their user on the console.
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  // Fastify types a plain-text or HTML answer and an async hook in ways these two rules misread in tests.
  // A GraphQL answer has the type that its document asked for, which tests index into without declaring it.
  {
    files: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);

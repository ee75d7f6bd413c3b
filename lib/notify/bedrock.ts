import { type BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { VerbatimError } from '../errors.ts';
import type { Narrate } from '../pipeline/report/report-effects.ts';

const maxTokens = 1200;

/** Calls a foundation model of Amazon Bedrock. Its answer is unchecked text. */
export const bedrockNarrate =
  (client: BedrockRuntimeClient, model: string): Narrate =>
  async (prompt) => {
    const { output } = await client.send(
      new ConverseCommand({
        modelId: model,
        messages: [{ role: 'user', content: [{ text: prompt }] }],
        inferenceConfig: { maxTokens: maxTokens, temperature: 0 },
      }),
    );
    const text = (output?.message?.content ?? []).map((part) => part.text ?? '').join('');
    if (text === '') throw new VerbatimError('unreachable', 'the model returned no text');
    return text;
  };

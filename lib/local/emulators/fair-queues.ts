import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildApp } from 'fauxqs';
import { partition } from 'remeda';
import { z } from 'zod';

/**
 * Fair queues, which the emulator does not have: messages of a group come after those without one, as if every group took more than its
 * share. SQS developer guide, "How Amazon SQS fair queues work".
 */

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type SqsStore = Stores['sqsStore'];
type SqsQueue = ReturnType<SqsStore['createQueue']>;

/** The emulator drops the group of a message in a standard queue, but keeps its attributes. */
export const groupAttribute = 'MessageGroupId';

const isClass = (value: unknown): boolean => typeof value === 'function';

/** The modules of the emulator with its stores, which its package does not export. */
const modules = {
  sqs: z.object({ SqsStore: z.custom<new () => SqsStore>(isClass) }),
  sns: z.object({ SnsStore: z.custom<new () => Stores['snsStore']>(isClass) }),
  s3: z.object({ S3Store: z.custom<new () => Stores['s3Store']>(isClass) }),
};

const load = async <Module>(file: string, schema: z.ZodType<Module>): Promise<Module> => {
  const folder = dirname(fileURLToPath(import.meta.resolve('fauxqs')));
  return schema.parse(await import(pathToFileURL(join(folder, file)).href));
};

const createStores = async (): Promise<Stores> => {
  const { SqsStore } = await load('sqs/sqsStore.js', modules.sqs);
  const { SnsStore } = await load('sns/snsStore.js', modules.sns);
  const { S3Store } = await load('s3/s3Store.js', modules.s3);
  return { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
};

/** Before each receipt, the messages of groups go to the end. */
const makeFair = (queue: SqsQueue): void => {
  const dequeue = queue.dequeue.bind(queue);
  queue.dequeue = (...given) => {
    queue.messages = partition(
      queue.messages,
      ({ messageAttributes }) => messageAttributes[groupAttribute] === undefined,
    ).flat();
    return dequeue(...given);
  };
};

/** The emulator, with fair queues. */
export const buildFairApp = async (): Promise<ReturnType<typeof buildApp>> => {
  const stores = await createStores();
  const createQueue = stores.sqsStore.createQueue.bind(stores.sqsStore);
  stores.sqsStore.createQueue = (...given) => {
    const queue = createQueue(...given);
    makeFair(queue);
    return queue;
  };
  return buildApp({ logger: false, stores });
};

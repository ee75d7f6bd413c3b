import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { PageStack } from './page/page-stack.ts';
import { settingsFromContext } from './settings.ts';
import { VerbatimStack } from './verbatim-stack.ts';

/**
 * The CDK app: the pipeline with its API, and the page in a stack of its own; tagged, held to the AWS Solutions rules; a finding that nobody gave a reason for fails its synthesis.
 *
 * @throws VerbatimError `usage` for a context value that is wrong.
 * @example createApp({ context: { reportingTimeZone: 'Europe/Berlin' } }).synth()
 */
export const createApp = (props: AppProps = {}): App => {
  const app = new App(props);
  // The local cloud names resources by their paths, whoever synthesizes the stack.
  app.node.setContext('aws:cdk:enable-path-metadata', true);
  const settings = settingsFromContext((name) => app.node.tryGetContext(name));
  const { forPage } = new VerbatimStack(app, settings.stackName, settings);
  if (settings.page) new PageStack(app, `${settings.stackName}Page`, { ...forPage, settings });
  Tags.of(app).add('application', 'verbatim');
  Tags.of(app).add('data-classification', 'customer-feedback');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};

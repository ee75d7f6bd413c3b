import type { About } from './about.ts';
import { Changes, Mix } from './changes.tsx';
import { Drivers } from './drivers.tsx';
import { Quotes } from './quotes.tsx';
import { Sides } from './sides.tsx';
import { Topics } from './topics.tsx';

/** What stands below the trend. It is a chunk of its own; each part asks for its figures when it comes near. */
const Rest = ({ about }: { readonly about: About }) => (
  <>
    <div className="tp-pair">
      <Changes about={about} />
      <Mix about={about} />
    </div>
    <Topics about={about} />
    <div className="tp-pair">
      <Drivers about={about} />
      <Sides about={about} />
    </div>
    <Quotes about={about} />
  </>
);

export default Rest;

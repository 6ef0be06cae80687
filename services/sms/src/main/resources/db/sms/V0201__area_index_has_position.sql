-- Planning asks each row of an area whether it is its resident's first one; with the answer in the index it need not look into the table.
ALTER TABLE subscription_area DROP CONSTRAINT subscription_area_pkey;
ALTER TABLE subscription_area ADD PRIMARY KEY (area, subscription) INCLUDE (position);

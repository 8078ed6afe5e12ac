/** The first address, alike on contact, account and lead. */
export const personAddress = `
address1_addressid guid
address1_addresstypecode choice 1 Bill To, 2 Ship To, 3 Primary, 4 Other
address1_name text 200
address1_line1 text 250 "Street 1"
address1_line2 text 250 "Street 2"
address1_line3 text 250 "Street 3"
address1_postalcode text 20 "ZIP/Postal Code"
address1_city text 80 "City"
address1_stateorprovince text 50 "State/Province"
address1_county text 50
address1_country text 80 "Country/Region"
address1_postofficebox text 20
address1_telephone1 text 50
address1_composite memo 1000 readonly "Address"
address1_latitude decimal
address1_longitude decimal
`;

/** What may not be done. True means: not allowed. `followemail` is the other way round. */
export const doNotColumns = `
donotemail boolean "Do not allow Emails"
donotbulkemail boolean "Do not allow Bulk Emails"
donotphone boolean "Do not allow Phone Calls"
donotfax boolean "Do not allow Faxes"
donotpostalmail boolean "Do not allow Mails"
donotbulkpostalmail boolean "Do not allow Bulk Mails"
donotsendmm boolean "Send Marketing Materials"
followemail boolean =true "Follow Email Activity"
preferredcontactmethodcode choice =1 1 Any, 2 Email, 3 Phone, 4 Fax, 5 Mail "Preferred Method of Contact"
participatesinworkflow boolean
`;

/** Industries of account and lead. */
export const industries = `1 Accounting, 2 Agriculture, 3 Broadcasting Printing and Publishing, 4 Brokers, 5 Building Supply Retail, 6 Business Services, 7 Consulting, 8 Consumer Services, 33 Wholesale`;

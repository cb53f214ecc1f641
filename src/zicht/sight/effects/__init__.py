"""Did a training, campaign or inspection change reporting? Signals per month before and after, beside other
municipalities.

Nothing is kept: the question stands in the address. What someone may count is what PostgreSQL shows of the
facts of the funnel (the own region). The method, and when it says that it cannot tell, is
`zicht.methods.effects`.
"""
